// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.http.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a job is that its manifest appears. */
class StandaloneEndsTest {
    private static final JobRef JOB = new JobRef(null, "some");

    @TempDir
    private Path root;

    private final Looks looks = new Looks();
    private StandaloneInstance instance;

    /** A time in which the next look comes when the test says so. */
    private static final class Looks implements Time {
        private final Semaphore next = new Semaphore(0);

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void pause(Duration duration) {}

        @Override
        public void await(Semaphore wakeUp, Duration longest) throws InterruptedException {
            while (!next.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                if (wakeUp.tryAcquire()) {
                    wakeUp.drainPermits();
                    return;
                }
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(root.resolve("self/job/so/somejob"));
        instance = RecordedInstance.at(root, RecordedInstance.running(job -> Files.notExists(manifest())), looks);
    }

    @AfterEach
    void close() {
        instance.close();
    }

    private Path manifest() {
        return root.resolve("self/job/so/somejob/_manifest.yaml");
    }

    private void end(String status) throws IOException {
        Files.writeString(manifest(), "status: " + status + "\n");
    }

    private static JobInfo get(Ending ending) throws Exception {
        return ending.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aJobThatHasEndedIsGivenAtOnce() throws Exception {
        end("failed");

        assertThat(get(instance.ended(JOB)).status()).isEqualTo(JobStatus.FAIL);
    }

    @Test
    void aJobThatRunsIsGivenWhenItHasEnded() throws Exception {
        Ending ending = instance.ended(JOB);
        Awaitility.await().until(() -> JobStatus.RUNNING.equals(ending.lastStatus()));
        assertThat(ending).isNotDone();

        end("success");
        looks.next.release();

        assertThat(get(ending).id()).isEqualTo("somejob");
    }

    @Test
    void aManifestThatCannotBeReadYetIsLookedAtAgain() throws Exception {
        end("");
        Ending ending = instance.ended(JOB);
        looks.next.release();
        Awaitility.await().until(() -> looks.next.availablePermits() == 0);
        assertThat(ending).isNotDone();

        end("success");
        looks.next.release();

        assertThat(get(ending).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    void aJobThatDoesNotExistEndsTheWait() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(instance.ended(new JobRef(null, "other"))))
                .withCauseInstanceOf(NotFoundException.class);
    }

    @Test
    void closingEndsTheWaitAndTheThread() {
        Ending ending = instance.ended(JOB);

        instance.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(ending))
                .withCauseInstanceOf(StarwhaleException.class)
                .withMessageContaining("the job goes on");
    }

    @Test
    void nobodyWaitsForever() throws Exception {
        Ending given = instance.ended(JOB);
        given.cancel(false);
        end("success");

        assertThat(get(instance.ended(JOB)).status()).isEqualTo(JobStatus.SUCCESS);
    }
}
