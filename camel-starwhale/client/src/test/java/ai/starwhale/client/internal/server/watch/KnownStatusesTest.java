// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.JobStatus;
import org.junit.jupiter.api.Test;

class KnownStatusesTest {
    private final KnownStatuses known = new KnownStatuses();

    @Test
    void aStatusIsKnownUntilItIsForgotten() {
        assertThat(known.get(1023)).isNull();
        known.put(1023, JobStatus.RUNNING);
        known.put(1024, JobStatus.FAIL);
        known.put(1L << 40, JobStatus.RUNNING);
        assertThat(known.get(1023)).isEqualTo(JobStatus.RUNNING);
        assertThat(known.get(1024)).isEqualTo(JobStatus.FAIL);
        assertThat(known.get(1L << 40)).isEqualTo(JobStatus.RUNNING);
        known.forget(1024);
        assertThat(known.get(1024)).isNull();
        assertThat(known.get(1023)).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void whatIsKnownIsCounted() {
        known.put(1, JobStatus.RUNNING);
        known.put(2, JobStatus.RUNNING);
        known.put(3, JobStatus.FAIL);
        known.put(1, JobStatus.SUCCESS);
        known.put(1, JobStatus.SUCCESS);
        assertThat(known.size()).isEqualTo(3);
        assertThat(known.active()).isEqualTo(1);
        known.put(3, JobStatus.RUNNING);
        known.forget(2);
        known.forget(9);
        assertThat(known.size()).isEqualTo(2);
        assertThat(known.active()).isEqualTo(1);
    }

    @Test
    void moreStatusesThanFitAreNotKnownRatherThanWrong() {
        for (int i = 1; i <= 1_000; i++) {
            known.put(i, new JobStatus("S" + i));
        }
        assertThat(known.get(1)).isEqualTo(new JobStatus("S1"));
        assertThat(known.get(127)).isEqualTo(new JobStatus("S127"));
        assertThat(known.get(128)).isNull();
        assertThat(known.get(1_000)).isNull();
    }
}
