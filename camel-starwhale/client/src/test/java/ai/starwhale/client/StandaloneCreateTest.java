// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Jobs that are made on a Standalone instance, with a swcli that does as the recorded one. */
@DisabledOnOs(OS.WINDOWS)
class StandaloneCreateTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private StandaloneRoot instance;
    private Starwhale client;

    @BeforeEach
    void open() throws IOException {
        instance = new StandaloneRoot(folder);
        client = instance.client().build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static JobRequest.Builder request(String handler) {
        return StandaloneRoot.request(handler);
    }

    private static void awaitStatus(Job job, JobStatus status) {
        Awaitility.await().atMost(LONG).until(() -> job.status().equals(status));
    }

    private static String log(Job job) throws IOException {
        List<LogFile> logs = job.logs(job.tasks().get(0).id());
        assertThat(logs).hasSize(1);
        try (BufferedReader text = logs.get(0).open()) {
            return String.join("\n", text.lines().toList());
        }
    }

    @Test
    void createJobGivesAJobThatHasEnded() throws IOException {
        Job job = client.createJob(request("works")
                .project("demo")
                .datasets("local/project/self/dataset/sentences/version/v0")
                .build());

        JobInfo info = job.info();
        assertThat(info.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(info.project()).isEqualTo("demo");
        assertThat(job.uri()).matches("local/project/demo/job/[a-z2-7]{40}");
        assertThat(log(job)).contains("words").contains("finish run, success!");
        assertThat(job.tasks()).extracting(Task::status).containsExactly("SUCCESS");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> job.logs("9"));
    }

    @Test
    void whatWouldRunIsCheckedAndNotRun() {
        JobRequest request = request("works").idempotencyKey("nightly").build();

        CheckedRequest checked = client.check(request);

        assertThat(client.jobs("demo", PageRequest.of(1, 5)).items()).isEmpty();
        assertThat(checked.instance()).isEqualTo("local");
        assertThat(checked.project()).isEqualTo("demo");
        assertThat(checked.body())
                .containsEntry("version", client.createJob(request).info().uuid())
                .containsEntry("handler", "works")
                .containsEntry("datasetHead", 0);
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> client.check(request("wrks").build()))
                .withMessageContaining("it has");
    }

    @Test
    void failureIsToldWithTheLastLines() {
        JobRequest request = request("fails").build();

        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> client.createJob(request))
                .withMessageContaining("FAIL")
                .withMessageContaining("_run.log")
                .satisfies(
                        failure -> assertThat(failure.lastLines()).last().isEqualTo("Exception: deliberate failure"));
        assertThat(client.startJob(request).status()).isEqualTo(JobStatus.FAIL);
        assertThatExceptionOfType(JobFailedException.class).isThrownBy(() -> client.createJob(request));
    }

    @Test
    void startedJobIsSeenToRunAndToEnd() throws Exception {
        Job job = client.startJob(request("waits").comment("for the night").build());
        awaitStatus(job, JobStatus.RUNNING);
        CompletableFuture<JobInfo> end = job.ended();

        JobInfo running = job.info();
        assertThat(running.runHandler()).isEqualTo("waits");
        assertThat(running.model().name()).isEqualTo("mood");
        assertThat(running.createdTime()).isNotNull();
        assertThat(running.stopTime()).isNull();
        assertThat(running.comment()).isEqualTo("for the night");
        assertThat(client.jobs(null, PageRequest.of(1, 5)).items())
                .extracting(JobInfo::status)
                .containsExactly(JobStatus.RUNNING);
        assertThat(end).isNotDone();
        assertThatThrownBy(job::remove).isInstanceOf(ConflictException.class);

        instance.go();

        assertThat(end.get(30, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(job.info().comment()).isEqualTo("for the night");
    }

    /** swcli writes the tables last. */
    @Test
    void jobWhoseProcessLivesHasNotEndedWhateverItsManifestSays() throws IOException {
        Job job = client.startJob(request("hangs").build());
        String version = job.info().id();
        Path folder = instance.root.resolve("demo/job/" + version.substring(0, 2) + "/" + version);
        Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve("_manifest.yaml")));
        try (Starwhale other = instance.client().build()) {
            assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            assertThat(other.job(job.uri()).status()).isEqualTo(JobStatus.RUNNING);
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> other.job(job.uri()).cancel());
        }

        job.cancel();

        assertThat(job.await(LONG).status()).isEqualTo(JobStatus.FAIL);
    }

    @Test
    void jobsOfOneRootTakeTurns() throws IOException {
        Job first = client.startJob(request("waits").build());
        awaitStatus(first, JobStatus.RUNNING);
        Job second = client.startJob(request("works").build());

        assertThat(second.status()).isEqualTo(JobStatus.CREATED);
        assertThat(second.info().runHandler()).isEqualTo("works");
        instance.go();
        assertThat(second.await(LONG).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(instance.started()).containsExactly("waits", "works");
    }

    @Test
    void oneKeyIsOneJobForAllClients() throws IOException {
        JobRequest request = request("waits").idempotencyKey("night/1").build();
        Job job = client.startJob(request);
        awaitStatus(job, JobStatus.RUNNING);
        try (Starwhale other = instance.client().build()) {
            Job same = other.startJob(request);
            assertThat(same.uri()).isEqualTo(job.uri());
            assertThat(same.status()).isEqualTo(JobStatus.RUNNING);
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(same::cancel)
                    .withMessageContaining("only the one that has started it");
            assertThat(other.job(job.uri()).status()).isEqualTo(JobStatus.RUNNING);

            instance.go();

            assertThat(same.await(LONG).status()).isEqualTo(JobStatus.SUCCESS);
            // What is there already needs neither swcli nor the model.
            Files.delete(instance.swcli);
            assertThat(other.createJob(request).uri()).isEqualTo(job.uri());
        }
        assertThat(instance.started()).containsExactly("waits");
    }

    @Test
    void failedJobIsMadeAnewWhenThatIsAskedFor() throws IOException {
        JobRequest.Builder request = request("fails").idempotencyKey("night/1").ifEnded(IfEnded.NEW_ATTEMPT);
        Job first = client.startJob(request.build());
        first.await(LONG);

        Job second = client.createJob(request.runHandler("works").build());

        assertThat(second.uri()).isNotEqualTo(first.uri());
        assertThat(first.status()).isEqualTo(JobStatus.FAIL);
        assertThat(instance.started()).containsExactly("fails", "works");
    }

    @Test
    void cancelledJobEnds() {
        Job job = client.startJob(request("listens").build());
        Awaitility.await()
                .atMost(LONG)
                .until(() -> job.status().equals(JobStatus.RUNNING) && log(job).contains("at work"));

        job.cancel();

        assertThat(job.await(LONG).status()).isEqualTo(JobStatus.CANCELED);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(job::cancel)
                .withMessageContaining("CANCELED");
    }

    @Test
    void whatDependsOnEndsMayMakeJobs() throws Exception {
        Job first = client.createJob(request("works").build());
        JobRequest next = request("waits").idempotencyKey("next").build();
        awaitStatus(client.startJob(next), JobStatus.RUNNING);
        CountDownLatch allThreads = new CountDownLatch(64);
        List<CompletableFuture<Job>> chains = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            chains.add(first.ended().thenApplyAsync(info -> {
                allThreads.countDown();
                return client.createJob(next);
            }));
        }
        assertThat(allThreads.await(30, TimeUnit.SECONDS)).isTrue();

        instance.go();

        for (CompletableFuture<Job> chain : chains) {
            assertThat(chain.get(60, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
    }

    @Test
    void createJobThatIsCancelledIsNoSuccess() throws Exception {
        JobRequest request = request("waits").idempotencyKey("night/1").build();
        Job job = client.startJob(request);
        CompletableFuture<Job> created = CompletableFuture.supplyAsync(() -> client.createJob(request));
        awaitStatus(job, JobStatus.RUNNING);

        job.cancel();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> created.get(60, TimeUnit.SECONDS))
                .withCauseInstanceOf(JobFailedException.class)
                .withMessageContaining("CANCELED");
    }

    @Test
    void whatTheFilesTellIsCheckedBeforeAnythingIsStarted() throws IOException {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> client.startJob(request("nosuch").build()))
                .withMessage("model mood has no handler 'nosuch'; it has [fails, hangs, is-killed, listens, reads,"
                        + " unknown-model, waits, works]");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(
                        () -> client.startJob(request("works").model("nosuch").build()))
                .withMessageContaining("model 'nosuch' of project 'demo'")
                .withMessageContaining("there are [mood]");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.startJob(
                        request("works").model("mood/version/v7").build()))
                .withMessageContaining("has no version 'v7'")
                .withMessageContaining("v0");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> client.startJob(request("reads").build()))
                .withMessageContaining("needs a dataset");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() ->
                        client.startJob(request("reads").datasets("sentences").build()))
                .withMessageContaining("dataset 'sentences' of project 'demo'");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> client.startJob(request("works")
                        .model("https://host.test/project/demo/model/mood/version/v0")
                        .build()))
                .withMessageContaining("another instance");
        assertThat(instance.started()).isEmpty();
        assertThat(instance.root.resolve("demo/job")).doesNotExist();
    }

    @Test
    void whatHasNoUseIsSaidOnce() {
        Logger logger = (Logger) LoggerFactory.getLogger("ai.starwhale");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            client.createJob(request("works").runtime("pytorch").ttl(LONG).build());
            client.createJob(request("works").runtime("pytorch").build());
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "runtime is ignored: a Standalone instance has no use for it",
                        "ttl is ignored: a Standalone instance has no use for it");
    }

    @Test
    void withoutSwcliJobsAreReadAndNotMade() throws IOException {
        try (Starwhale without =
                instance.client().swcli(folder.resolve("no-swcli")).build()) {
            assertThat(without.allJobs("demo")).isEmpty();
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> without.createJob(request("works").build()))
                    .withMessageContaining("pip install starwhale");
        }
        assertThat(instance.root.resolve("demo/job")).doesNotExist();
    }

    @Test
    void closingEndsWhatWasStartedAndWhoWaitsForIt() {
        Job job = client.startJob(request("waits").build());
        awaitStatus(job, JobStatus.RUNNING);
        CompletableFuture<JobInfo> end = job.ended();

        client.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> end.get(60, TimeUnit.SECONDS))
                .withCauseInstanceOf(StarwhaleException.class)
                .withMessageContaining("was closed")
                .withMessageContaining("the run was ended with it");
    }

    @Test
    void jobWhoseProcessIsKilledHasFailed() {
        Job job = client.startJob(request("is-killed").build());

        assertThat(job.await(LONG).status()).isEqualTo(JobStatus.FAIL);
        assertThat(job.status()).isEqualTo(JobStatus.FAIL);
    }

    @Test
    void jobThatCannotBeRunIsNotWaitedForForEver() throws Exception {
        Job first = client.startJob(request("waits").build());
        awaitStatus(first, JobStatus.RUNNING);
        Job second = client.startJob(request("works").build());
        Files.delete(instance.swcli);
        Path version = Path.of(second.uri()).getFileName();
        Path place =
                instance.root.resolve("demo/job").resolve(version.toString().substring(0, 2));
        Files.delete(place.resolve(version));
        Files.createFile(place.resolve(version));

        instance.go();

        assertThatExceptionOfType(StarwhaleException.class).isThrownBy(() -> second.await(LONG));
    }

    @Test
    void nothingIsWrittenOutsideOfTheRoot() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createDirectories(instance.root.resolve("demo"));
        Files.createSymbolicLink(instance.root.resolve("demo/job"), outside);

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> client.startJob(request("works").build()))
                .withMessageContaining("leads out of");
        assertThat(outside).isEmptyDirectory();
        assertThat(instance.started()).isEmpty();
    }

    @Test
    void commentIsReplaced() {
        Job job = client.createJob(request("works").comment("first").build());
        assertThat(job.info().comment()).isEqualTo("first");

        job.comment("second: ü");

        assertThat(job.info().comment()).isEqualTo("second: ü");
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> job.comment("x".repeat(1 << 17)));
    }

    @Test
    void commentOnARemovedJobDoesNotMakeItAgain() {
        JobRequest.Builder request = request("works").idempotencyKey("night/1");
        Job job = client.createJob(request.comment("first").build());
        job.remove();

        client.createJob(request.comment("second").build());

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(job::info);
        job.recover();
        assertThat(job.info().status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(job.info().comment()).isEqualTo("second");
    }
}
