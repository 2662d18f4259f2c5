// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.starwhale.client.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a consumer keeps in its repository is read as it was written: an update of the component finds it there. */
class StoredStateTest {

    @Test
    void howFarAConsumerHasCome() {
        Cursor cursor = new Cursor(17, 1795305600000L, "a position with blanks");

        assertThat(cursor.write()).isEqualTo("17 1795305600000 a position with blanks");
        assertThat(Cursor.read(cursor.write())).isEqualTo(cursor);
        assertThat(Cursor.read("0 0 ")).isEqualTo(new Cursor(0, 0, ""));
        assertThat(Cursor.read(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "17 5", "a 5 x", "17 b x", "-17 5 x", "12  x", "1234567890123456789 5 x"})
    void whatIsNoStateOfAConsumer(String stored) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Cursor.read(stored))
                .withMessageStartingWith("the stateRepository holds '" + stored + "', which is not");
    }

    @Test
    void whatWasToldOfAJob() {
        Told told = new Told(12, JobStatus.FAIL);

        assertThat(told.write()).isEqualTo("12/FAIL");
        assertThat(Told.read("12/FAIL")).isEqualTo(told);
        assertThat(Told.read(Told.NOTHING.write())).isEqualTo(Told.NOTHING);
        Told telling = told.telling(JobStatus.RUNNING);
        assertThat(telling.write()).isEqualTo("12/FAIL/RUNNING");
        assertThat(Told.read("12/FAIL/RUNNING")).isEqualTo(telling);
        assertThat(Told.read("0//RUNNING")).isEqualTo(Told.NOTHING.telling(JobStatus.RUNNING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "FAIL", "a/FAIL", "/FAIL", "-1/FAIL", "12345678901/FAIL"})
    void whatIsNoStateOfAJob(String stored) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Told.read(stored))
                .withMessageStartingWith("the stateRepository holds '" + stored + "', which is not");
    }
}
