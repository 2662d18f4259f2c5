// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.Projects;
import ai.starwhale.client.internal.server.api.SummaryRow;
import ai.starwhale.client.internal.server.api.SummaryRows;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The feed over a summary table whose rows the test writes. */
class ChangeFeedTest {
    private static final long HOUR = 3_600_000;

    private final StarwhaleServer server = StarwhaleServer.start();
    private final Project project = server.addProject("demo");
    private final TreeMap<Long, Map<String, ?>> table = new TreeMap<>();
    private final SteppedTime time = new SteppedTime();
    private final Transport transport =
            new Transport(server.url(), Credentials.token(server.issueToken()), HttpSettings.DEFAULT, time);
    private final ChangeFeed feed = feed();

    private ChangeFeed feed() {
        Documents documents = new Documents(transport);
        Projects projects = new Projects(documents, server.url(), null);
        return new ChangeFeed(new SummaryRows(documents, projects, "demo"), time);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private void put(long id, String status, long modified) {
        table.put(id, Map.of("id", uuid(id), "sys/id", id, "sys/job_status", status, "sys/modified_time", modified));
        project.addTable("eval/summary", Table.of(List.copyOf(table.values())));
    }

    private void putMany(int from, int to, long modified, long step) {
        for (long id = from; id < to; id++) {
            table.put(
                    id,
                    Map.of(
                            "id",
                            uuid(id),
                            "sys/id",
                            id,
                            "sys/job_status",
                            "SUCCESS",
                            "sys/modified_time",
                            modified + step * (id - from)));
        }
        project.addTable("eval/summary", Table.of(List.copyOf(table.values())));
    }

    private static String uuid(long id) {
        return String.format("%032x", id);
    }

    private List<Long> news() {
        List<Long> ids = new ArrayList<>();
        feed.poll().forEach(change -> ids.add(change.id()));
        return ids;
    }

    private long queries() {
        return server.requests().stream()
                .filter(request -> request.path().endsWith("/queryTable"))
                .count();
    }

    @Test
    void tellsWhatChangesAndOnlyThat() {
        put(1, "SUCCESS", HOUR);
        put(2, "RUNNING", 5 * HOUR);
        feed.begin();
        assertThat(news()).containsExactly(2L);

        assertThat(news()).isEmpty();
        put(2, "SUCCESS", 6 * HOUR);

        assertThat(feed.poll()).containsExactly(new SummaryRow(2, uuid(2), new JobStatus("SUCCESS"), 6 * HOUR));
        assertThat(news()).isEmpty();
    }

    @Test
    void projectWithoutJobsHasNoChanges() {
        feed.begin();
        assertThat(news()).isEmpty();

        put(1, "RUNNING", HOUR);

        assertThat(news()).containsExactly(1L);
    }

    @Test
    void changeThatShowsUpToAMinuteLateIsTold() {
        put(1, "RUNNING", HOUR);
        feed.begin();
        put(2, "RUNNING", HOUR + 59_000);
        assertThat(news()).containsExactly(1L, 2L);

        put(3, "RUNNING", HOUR);
        assertThat(news()).containsExactly(3L);
        put(4, "RUNNING", HOUR - 2_000);
        assertThat(news()).isEmpty();
    }

    @Test
    void resumedJobIsToldAgainThoughItsStatusHasBeen() {
        put(1, "RUNNING", HOUR);
        feed.begin();
        assertThat(news()).hasSize(1);
        put(1, "FAIL", HOUR + 1);
        assertThat(news()).hasSize(1);
        put(1, "RUNNING", HOUR + 2);
        assertThat(news()).hasSize(1);
    }

    @Test
    void fullPagesAreFollowed() {
        feed.begin();
        putMany(0, 3_500, HOUR, 1);
        server.clearRequests();

        assertThat(news()).hasSize(3_500).doesNotHaveDuplicates();
        assertThat(queries()).isEqualTo(4);
    }

    @Test
    void rowsOfOneTimeGoOnOverPages() {
        feed.begin();
        putMany(0, 500, HOUR, 1);
        putMany(500, 3_700, HOUR + 1_000, 0);
        putMany(3_700, 4_200, HOUR + 2_000, 1);

        assertThat(news()).hasSize(4_200).doesNotHaveDuplicates();
        assertThat(news()).isEmpty();
    }

    @Test
    void exactlyOnePageOfOneTime() {
        feed.begin();
        putMany(0, 1_000, HOUR, 0);

        assertThat(news()).hasSize(1_000);
        assertThat(news()).isEmpty();
    }

    @Test
    void whatIsOverIsNotReadForEver() {
        feed.begin();
        putMany(0, 3_000, HOUR, 1);
        assertThat(news()).hasSize(3_000);

        for (int i = 0; i < 30; i++) {
            time.now = time.now.plusSeconds(5);
            assertThat(news()).isEmpty();
        }
        server.clearRequests();
        assertThat(news()).isEmpty();
        assertThat(queries()).isEqualTo(1);
        put(3_000, "RUNNING", HOUR + 3_000);
        assertThat(news()).containsExactly(3_000L);
    }

    @Test
    void failureInTheMiddleLosesNothing() {
        feed.begin();
        putMany(0, 2_500, HOUR, 1);
        server.intercept(request -> request.body().contains("GREATER_EQUAL") ? Answer.of(503, null, "busy") : null);
        assertThat(catchThrowableOfType(UnavailableException.class, feed::poll)).isNotNull();

        server.intercept(null);

        assertThat(news()).hasSize(2_500);
    }

    /** A time that the test sets. */
    private static final class SteppedTime implements Time {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void pause(Duration duration) {}
    }
}
