// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of a scan when a page fails. */
class RowStreamFailuresTest {
    private static final Scan TENS = Scan.all().pageSize(10);

    private final Bench bench = Bench.empty();
    private Job job;

    @BeforeEach
    void fill() {
        job = bench.jobWith("results", Table.generated(100, i -> Map.of("id", i)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void pageThatFailsIsThrownAfterAllRowsBeforeIt() {
        thirdScan(Answer.json(500, "{\"message\":\"disk full\"}"));
        try (RowStream rows = job.rows("results", TENS)) {
            assertThat(take(rows, 20)).hasSize(20).endsWith(19L);

            assertThat(rows.hasNext()).isTrue();
            StarwhaleException e = catchThrowableOfType(StarwhaleException.class, rows::next);

            assertThat(e)
                    .hasMessage("cannot read table 'results' of job " + uuid() + " on " + bench.server.url()
                            + ": disk full (500)");
            assertThat(e.httpStatus()).isEqualTo(500);
            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
            assertThat(rows.position()).isEqualTo(19L);
        }
    }

    @Test
    void pageThatIsCutOffIsAnErrorAndNotTheEnd() {
        thirdScan(Answer.fromServer().cutAfter(200));
        try (RowStream rows = job.rows("results", TENS)) {
            take(rows, 20);

            UnavailableException e = catchThrowableOfType(UnavailableException.class, rows::next);

            assertThat(e).hasMessageContaining("the connection broke");
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @Test
    void pageWhoseDocumentEndsEarlyIsAnErrorAndNotTheEnd() {
        thirdScan(Answer.json(
                200,
                "{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"records\":[{\"id\":{\"type\":\"INT64\","
                        + "\"value\":\"14\"}}"));
        try (RowStream rows = job.rows("results", TENS)) {
            take(rows, 20);

            ProtocolException e = catchThrowableOfType(ProtocolException.class, rows::nextPage);

            assertThat(e)
                    .hasMessageStartingWith("cannot read table 'results' of job " + uuid() + " on " + bench.server.url()
                            + ": the answer is cut off or is not JSON");
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @Test
    void pageThatComesAgainIsAnErrorAndNoEndlessLoop() {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            records.append(i == 0 ? "" : ",")
                    .append("{\"id\":{\"type\":\"INT64\",\"value\":\"")
                    .append(i)
                    .append("\"}}");
        }
        bench.answer(
                "/scanTable",
                Answer.json(200, "{\"code\":\"success\",\"message\":\"\",\"data\":{\"records\":[" + records + "]}}"));
        try (RowStream rows = job.rows("results", TENS)) {
            assertThat(take(rows, 10)).hasSize(10);

            ProtocolException e = catchThrowableOfType(ProtocolException.class, rows::next);

            assertThat(e)
                    .hasMessage("cannot read table 'results' of job " + uuid() + " on " + bench.server.url()
                            + ": asked for 10 rows behind INT64, 10 rows came that do not follow");
        }
        assertThat(bench.sent("/scanTable")).hasSize(2);
    }

    @Test
    void streamOfAClosedClientGivesTheRowsItHasAndThenFails() {
        RowStream rows;
        try (Starwhale client = bench.builder().token(Bench.TOKEN).build()) {
            rows = client.job(job.uri()).rows("results", TENS);
            take(rows, 1);
            await().until(() -> bench.sent("/scanTable").size() == 2);
        }
        int count = 1;
        RuntimeException end = null;
        while (end == null && rows.hasNext()) {
            try {
                rows.next();
                count++;
            } catch (RuntimeException e) {
                end = e;
            }
        }

        assertThat(end).isNotNull();
        assertThat(count % 10).isZero();
        assertThat(rows.hasNext()).isFalse();
    }

    private void thirdScan(Answer answer) {
        AtomicInteger scans = new AtomicInteger();
        bench.server.intercept(
                request -> request.path().endsWith("/scanTable") && scans.incrementAndGet() > 2 ? answer : null);
    }

    private String uuid() {
        return job.uri().substring(job.uri().lastIndexOf('/') + 1);
    }

    private static List<Object> take(RowStream rows, int count) {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(rows.next().get("id"));
        }
        return keys;
    }
}
