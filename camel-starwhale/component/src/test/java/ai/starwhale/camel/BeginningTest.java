// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static ai.starwhale.camel.Jobs.NOW;
import static ai.starwhale.camel.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which jobs are news to a consumer that has stored nothing of them. */
class BeginningTest {
    private static Beginning beginning(InitialState initialState) {
        return new Beginning(5, NOW, initialState);
    }

    @ParameterizedTest
    @CsvSource({
        "none, 5, RUNNING, 0, false",
        "none, 5, SUCCESS, 0, false",
        "none, 6, SUCCESS, 0, true",
        "none, 5, SUCCESS, 1, true",
        "current, 5, RUNNING, 0, true",
        "current, 5, SUCCESS, 0, false",
        "all, 5, SUCCESS, 0, true"
    })
    void atTheFirstLook(InitialState initialState, long number, String status, long later, boolean isNews) {
        assertThat(beginning(initialState).isNewsAtFirstLook(job(number, status, NOW.plusMillis(later))))
                .isEqualTo(isNews);
    }

    @ParameterizedTest
    @CsvSource({"5, RUNNING, 0, true", "5, FAIL, 0, false", "6, FAIL, 0, true", "5, FAIL, 1, true"})
    void later(long number, String status, long later, boolean isNews) {
        for (InitialState any : InitialState.values()) {
            assertThat(beginning(any).isNewsLater(job(number, status, NOW.plusMillis(later))))
                    .isEqualTo(isNews);
        }
    }

    @Test
    void aTimeThatIsNotKnownIsNoLaterOneAndNeitherIsAPartOfAMillisecond() {
        Beginning beginning = beginning(InitialState.none);
        assertThat(beginning.isNewsLater(job(5, "SUCCESS", null))).isFalse();
        assertThat(beginning.isNewsLater(job(5, "SUCCESS", NOW.plusNanos(999_999))))
                .isFalse();
        assertThat(new Beginning(5, Instant.MAX, InitialState.none).isNewsAtFirstLook(job(5, "SUCCESS", NOW)))
                .isFalse();
    }
}
