// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of a summary table finds the rows that are meant, and no others. */
class SummaryRowsTest {
    private static final String COMMENT = "sys/job_comment";

    private final StarwhaleServer server = StarwhaleServer.start();
    private final Transport transport =
            new Transport(server.url(), Credentials.token(server.issueToken()), HttpSettings.DEFAULT, Time.SYSTEM);
    private final Documents documents = new Documents(transport);
    private final SummaryRows rows = new SummaryRows(documents, new Projects(documents, server.url(), null), "demo");

    @BeforeEach
    void fill() {
        Project project = server.addProject("demo");
        project.addTable(
                "eval/summary",
                Table.of(List.of(
                        row("a", 20, "RUNNING", 3_000, "mine"),
                        row("b", 10, "SUCCESS", 2_000, "mine"),
                        row("c", 30, "FAIL", 1_000, "other"),
                        Map.of("id", "d"))));
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Test
    void theOneThatChangedLast() {
        assertThat(rows.latest()).containsExactly(new SummaryRow(20, "a", new JobStatus("RUNNING"), 3_000));
    }

    @Test
    void theOneOfAJob() {
        assertThat(rows.of("c")).containsExactly(new SummaryRow(30, "c", new JobStatus("FAIL"), 1_000));
        assertThat(rows.of("e")).isEmpty();
    }

    @Test
    void oneThatACreationLeftBehindHasNoNumberAndNoStatus() {
        assertThat(rows.of("d")).containsExactly(new SummaryRow(0, "d", new JobStatus("UNKNOWN"), 0));
    }

    @Test
    void thoseWithACommentBegunFirst() {
        assertThat(rows.commented("mine")).extracting(SummaryRow::id).containsExactly(10L, 20L);
        assertThat(rows.commented("nobody's")).isEmpty();
    }

    @Test
    void thoseBehindAValueInItsOrder() {
        assertThat(rows.after(SummaryRows.MODIFIED, "GREATER_EQUAL", 2_000, 0))
                .extracting(SummaryRow::uuid)
                .containsExactly("b", "a");
        assertThat(rows.after(SummaryRows.NUMBER, "GREATER", 10, 0))
                .extracting(SummaryRow::uuid)
                .containsExactly("a", "c");
        assertThat(rows.after(SummaryRows.NUMBER, "GREATER", 10, 1))
                .extracting(SummaryRow::uuid)
                .containsExactly("c");
    }

    private static Map<String, ?> row(String uuid, long id, String status, long modified, String comment) {
        return Map.of(
                "id", uuid, "sys/id", id, "sys/job_status", status, "sys/modified_time", modified, COMMENT, comment);
    }
}
