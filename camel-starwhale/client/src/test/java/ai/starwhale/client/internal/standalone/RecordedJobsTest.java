// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.BundleVersion;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.Row;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.uri.JobUri;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The jobs of the recorded instance, as the SDK sees them. */
class RecordedJobsTest {
    private static final StandaloneInstance INSTANCE = RecordedInstance.at(RecordedInstance.root());
    private static final Pattern OF_A_JOB = Pattern.compile("job\\('(.+)'\\)\\.(\\w+)");

    @AfterAll
    static void close() {
        INSTANCE.close();
    }

    private static List<JobInfo> all(String project) {
        List<JobInfo> jobs = new ArrayList<>();
        for (Iterator<JobInfo> all = INSTANCE.all(project); all.hasNext(); ) {
            jobs.add(all.next());
        }
        return jobs;
    }

    @Test
    void theListIsThatOfTheSdkWithoutWhatWasRemoved() {
        for (String project : List.of("self", "proj2", "nope")) {
            JsonNode recorded = RecordedInstance.expected("jobs.jsonl").stream()
                    .filter(line -> line.path("call").asText().equals("Job.list(project='" + project + "')"))
                    .findFirst()
                    .orElseThrow();
            List<String> expected = StreamSupport.stream(
                            recorded.path("result").path("uris").spliterator(), false)
                    .map(uri -> uri.asText().substring(uri.asText().lastIndexOf('/') + 1))
                    .filter(version -> !version.startsWith("removed7") && !version.startsWith("recovered7"))
                    .toList();

            List<JobInfo> found = all(project);

            assertThat(found).extracting(JobInfo::id).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(found).extracting(JobInfo::createdTime).isSortedAccordingTo(Comparator.reverseOrder());
        }
        assertThat(all(null)).isEqualTo(all("self")).hasSize(22);
    }

    @Test
    void pagesAreCutFromTheList() {
        List<JobInfo> all = all("self");

        Page<JobInfo> third = INSTANCE.list("self", PageRequest.of(3, 10));

        assertThat(third.items()).isEqualTo(all.subList(20, 22));
        assertThat(third.pages()).isEqualTo(3);
        assertThat(third.total()).isEqualTo(22);
        assertThat(third.isLast()).isTrue();
        assertThat(INSTANCE.list("self", PageRequest.of(1, 10)).items()).isEqualTo(all.subList(0, 10));
        assertThat(INSTANCE.list("self", PageRequest.of(4, 10)).items()).isEmpty();
        assertThat(INSTANCE.list("self", PageRequest.of(Integer.MAX_VALUE, Integer.MAX_VALUE))
                        .items())
                .isEmpty();
    }

    @Test
    void everyStatusSummaryAndListOfTablesIsTheSdks() {
        int statuses = 0;
        int cells = 0;
        int tables = 0;
        for (JsonNode line : RecordedInstance.expected("jobs.jsonl")) {
            Matcher call = OF_A_JOB.matcher(line.path("call").asText());
            if (call.matches()) {
                JobUri uri = JobUri.parse(call.group(1));
                JobRef job = new JobRef(uri.project(), uri.job());
                JsonNode result = line.path("result");
                switch (call.group(2)) {
                    case "status" -> {
                        statuses++;
                        checkStatus(result.asText(), INSTANCE.info(job).status());
                    }
                    case "tables" -> {
                        // The SDK's are in the order in which they were made.
                        List<String> expected = StreamSupport.stream(result.spliterator(), false)
                                .map(JsonNode::asText)
                                .sorted()
                                .toList();
                        assertThat(INSTANCE.tables(job)).isEqualTo(expected);
                        tables += expected.size();
                    }
                    case "summary" -> cells += checkSummary(result, INSTANCE.summary(job));
                    case "basic_info" -> checkInfo(line, INSTANCE.info(job));
                    default -> throw new AssertionError(line);
                }
            }
        }
        System.out.printf("Compared %d statuses, %d names of tables, %d cells of summaries%n", statuses, tables, cells);
        assertThat(statuses).isEqualTo(28);
        assertThat(tables).isGreaterThan(80);
        assertThat(cells).isGreaterThan(90);
    }

    /** FAILED is a name that only the SDK has for it. */
    private static void checkStatus(String expected, JobStatus found) {
        assertThat(found.name()).isEqualTo(expected.equals("FAILED") ? "FAIL" : expected);
    }

    private static int checkSummary(JsonNode expected, Map<String, Object> found) {
        RecordedCell cells = new RecordedCell();
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(() -> expected.fieldNames());
        found.forEach((name, value) -> cells.check(expected.path(name), value, ((Row) found).type(name)));
        return found.size();
    }

    private static void checkInfo(JsonNode line, JobInfo found) {
        JsonNode manifest = line.path("result");
        if (line.has("error")) {
            // There the SDK wants to write an image as JSON.
            assertThat(line.path("error").path("message").asText()).contains("not JSON serializable");
            return;
        }
        assertThat(found.id()).isEqualTo(manifest.path("version").asText()).isEqualTo(found.uuid());
        assertThat(found.project()).isEqualTo(manifest.path("project").asText());
        assertThat(found.runHandler()).isEqualTo(manifest.path("handler_name").asText(""));
        assertThat(found.model().name()).isEqualTo(manifest.path("model").asText(""));
        assertThat(found.createdTime()).isEqualTo(utc(manifest.path("created_at")));
        assertThat(found.stopTime()).isEqualTo(utc(manifest.path("finished_at")));
        assertThat(found.datasets()).hasSize(manifest.path("datasets").size());
    }

    private static Instant utc(JsonNode text) {
        return Instant.parse(text.asText().replace(" UTC", "Z").replace(' ', 'T'));
    }

    @Test
    void whatIsKnownOfAJob() {
        JobInfo job = INSTANCE.info(new JobRef(null, "omv6"));

        assertThat(job.uri()).isEqualTo("local/project/self/job/omv6mholi7hmbh42yeidl7qnwdt6fd4vqaz4qelo");
        assertThat(job.instance()).isEqualTo("local");
        assertThat(job.runHandler()).isEqualTo("toy_eval:Toy.evaluate");
        assertThat(job.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(job.model().name()).isEqualTo("toy");
        assertThat(job.datasets()).containsExactly(new BundleVersion("toy-ds", "latest", null, null, null, null));
        assertThat(job.createdTime()).isEqualTo("2026-11-22T07:39:44Z");
        assertThat(job.duration()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatARunLeftThatWasKilledIsFoundButNotListed() {
        JobRef killed = new JobRef(null, "4dyl");

        JobInfo info = INSTANCE.info(killed);

        assertThat(info.status()).isEqualTo(JobStatus.UNKNOWN);
        assertThat(info.createdTime()).isNull();
        assertThat(all("self")).extracting(JobInfo::id).doesNotContain(info.id());
    }
}
