// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long is waited between attempts. */
class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy();

    @ParameterizedTest
    @CsvSource({"1, 125, 500", "2, 250, 1000", "3, 500, 2000", "4, 1000, 4000", "6, 2500, 10000", "20, 2500, 10000"})
    void pausesGrowUpToTenSecondsAndAreNeverAlike(int attempt, long least, long most) {
        for (int i = 0; i < 100; i++) {
            assertThat(policy.pause(attempt, null)).isBetween(Duration.ofMillis(least), Duration.ofMillis(most - 1));
        }
    }

    @Test
    void whatTheServerAsksForIsWaited() {
        assertThat(policy.pause(1, Duration.ZERO)).isZero();
        assertThat(policy.pause(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy.pause(1, Duration.ofSeconds(-30))).isPositive();
    }

    @Test
    void aMinuteIsNotTooLong() {
        assertThat(RetryPolicy.tooLong(Duration.ofSeconds(60))).isFalse();
        assertThat(RetryPolicy.tooLong(Duration.ofSeconds(61))).isTrue();
    }
}
