// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.internal.server.pages.Recorded;
import ai.starwhale.testkit.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded jobs, field by field. */
class JobInfoTest {
    private static final BundleVersion MODEL = new BundleVersion(
            "demo", "6ly2m4kdzwp2y2wytjj6mihen4k43piyjem3pmhv", "v1", "1", "1", Instant.ofEpochSecond(1_795_331_148));
    private static final BundleVersion RUNTIME = new BundleVersion(
            "pytorch",
            "mfstoolehayd5bzsglqtizdpmu4tczdegnsdszti",
            "v1",
            "1",
            "1",
            Instant.ofEpochSecond(1_795_331_221));
    private static final BundleVersion DATASET = new BundleVersion(
            "mnist", "nu3wgmzrgu2ggzjygyzdknjqmq2ggnlcobvhgmq3", "v1", "1", "1", Instant.ofEpochSecond(1_795_331_221));

    private final Bench bench = Bench.empty();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void jobThatSucceeded() {
        String url = bench.server.url();

        assertThat(info(recorded("job_success_with_dataset")))
                .isEqualTo(new JobInfo(
                        url + "/project/demo/job/2",
                        url,
                        "demo",
                        "2",
                        "60ca085be191470186eb699efe666649",
                        "evaluator:evaluate",
                        "EVALUATION",
                        JobStatus.SUCCESS,
                        MODEL,
                        RUNTIME,
                        false,
                        List.of(DATASET),
                        "starwhale",
                        "1",
                        "default",
                        Instant.ofEpochSecond(1_795_331_362),
                        Instant.ofEpochSecond(1_795_331_379),
                        Duration.ofMillis(17_695),
                        null,
                        null,
                        List.of(),
                        recorded("job_success_with_dataset").path("stepSpec").asText()));
    }

    @Test
    void jobThatRunsHasNoStopTime() {
        JobInfo info = info(recorded("job_running"));

        assertThat(info.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(info.stopTime()).isNull();
        assertThat(info.createdTime()).isEqualTo(Instant.ofEpochSecond(1_795_333_073));
        assertThat(info.duration()).isEqualTo(Duration.ofMillis(5001));
        assertThat(info.datasets()).isEmpty();
        assertThat(info.exposedLinks()).isEmpty();
    }

    @Test
    void jobThatFailedAndOneThatWasCanceled() {
        JobInfo failed = info(recorded("job_fail"));
        JobInfo canceled = info(recorded("job_canceled"));

        assertThat(failed.status()).isEqualTo(JobStatus.FAIL);
        assertThat(failed.stopTime()).isEqualTo(Instant.ofEpochSecond(1_795_332_413));
        assertThat(canceled.status()).isEqualTo(JobStatus.CANCELED);
        assertThat(canceled.stopTime()).isEqualTo(Instant.ofEpochSecond(1_795_332_260));
        assertThat(canceled.uuid()).isEqualTo("bdbe759194fd4bc8bb308d849352498c");
    }

    @Test
    void jobThatWasResumedShowsNotItsFormerStopTime() {
        ObjectNode job = recorded("job_fail").put("jobStatus", "RUNNING");

        assertThat(info(job).stopTime()).isNull();
    }

    @Test
    void linksOfARunningJobAreAbsolute() {
        ObjectNode job = recorded("job_running");
        job.putArray("exposedLinks")
                .add(Bench.json("{\"type\":\"WEB_HANDLER\",\"name\":\"serve\",\"link\":\"/gateway/task/37/8080/\"}"))
                .add(Bench.json("{\"type\":\"DEV_MODE\",\"name\":\"VS_CODE\",\"link\":\"http://other.test/8000/\"}"));

        assertThat(info(job).exposedLinks())
                .containsExactly(
                        new ExposedLink("WEB_HANDLER", "serve", bench.server.url() + "/gateway/task/37/8080/"),
                        new ExposedLink("DEV_MODE", "VS_CODE", "http://other.test/8000/"));
    }

    @Test
    void whatIsOftenNullIsTaken() {
        ObjectNode job = recorded("job_running")
                .put("comment", "nightly")
                .put("pinnedTime", 1_795_333_100_000L)
                .put("isBuiltinRuntime", true)
                .putNull("runtime")
                .putNull("owner")
                .putNull("datasetList")
                .putNull("exposedLinks")
                .putNull("duration");

        JobInfo info = info(job);

        assertThat(info.comment()).isEqualTo("nightly");
        assertThat(info.pinnedTime()).isEqualTo(Instant.ofEpochSecond(1_795_333_100));
        assertThat(info.builtInRuntime()).isTrue();
        assertThat(info.runtime()).isNull();
        assertThat(info.owner()).isNull();
        assertThat(info.ownerId()).isNull();
        assertThat(info.datasets()).isEmpty();
        assertThat(info.exposedLinks()).isEmpty();
        assertThat(info.duration()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"job_success_with_dataset", "job_running", "job_fail", "job_canceled"})
    void absentFieldIsTolerated(String name) {
        List<String> fields = new ArrayList<>();
        recorded(name).fieldNames().forEachRemaining(fields::add);
        // Without its identity a job is none.
        fields.removeAll(List.of("id", "uuid"));
        assertThat(fields).hasSizeGreaterThan(20);
        JobInfo whole = info(recorded(name));
        for (String field : fields) {
            ObjectNode job = recorded(name);
            job.remove(field);
            JobInfo info = info(job);

            assertThat(info.uuid()).as(field).isEqualTo(whole.uuid());
            assertThat(info.model().name()).as(field).isEqualTo("demo");
            assertThat(info.model().version()).as(field).isEqualTo(MODEL.version());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "runtime", "owner"})
    void absentFieldWithinAFieldIsTolerated(String outer) {
        List<String> inner = new ArrayList<>();
        recorded("job_running").path(outer).fieldNames().forEachRemaining(inner::add);
        assertThat(inner).contains("id", "name", "createdTime");
        for (String field : inner) {
            ObjectNode job = recorded("job_running");
            ((ObjectNode) job.path(outer)).remove(field);

            assertThat(info(job).uuid()).as(field).isEqualTo("2c03127f03ad4451b7465ca41c5c4e7f");
        }
    }

    @Test
    void unknownFieldsAreIgnored() {
        ObjectNode job = recorded("job_running").put("newField", 1);
        job.putObject("another").put("x", "y");
        ((ObjectNode) job.path("model")).put("newField", 1);

        assertThat(info(job)).isEqualTo(info(recorded("job_running")));
    }

    @Test
    void statusThatIsNotKnownYetIsKept() {
        JobInfo info = info(recorded("job_running").put("jobStatus", "HIBERNATING"));

        assertThat(info.status()).hasToString("HIBERNATING");
        assertThat(info.status().isFinal()).isFalse();
        assertThat(info(recorded("job_running").putNull("jobStatus")).status()).isEqualTo(JobStatus.UNKNOWN);
    }

    @Test
    void onlyThreeStatusesAreFinal() {
        assertThat(List.of(JobStatus.SUCCESS, JobStatus.FAIL, JobStatus.CANCELED))
                .allMatch(JobStatus::isFinal);
        assertThat(List.of(
                        JobStatus.CREATED,
                        JobStatus.READY,
                        JobStatus.PAUSED,
                        JobStatus.RUNNING,
                        JobStatus.CANCELLING,
                        JobStatus.UNKNOWN))
                .noneMatch(JobStatus::isFinal);
    }

    private static ObjectNode recorded(String name) {
        return (ObjectNode) Recorded.tree(name).path("data");
    }

    private JobInfo info(JsonNode document) {
        String id = document.path("id").asText();
        bench.answer(
                "/job/" + id,
                Answer.json(200, "{\"code\":\"success\",\"message\":\"Success\",\"data\":" + document + "}"));
        return bench.client.job(bench.server.url() + "/project/demo/job/" + id).info();
    }
}
