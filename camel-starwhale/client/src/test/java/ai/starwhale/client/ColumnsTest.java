// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Table;
import ai.starwhale.testkit.Values;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The columns of a table, and what is stored in them. */
class ColumnsTest {
    private final Bench bench = Bench.empty();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void keyColumnComesFirstAndTheRestByName() {
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("id", "x");
        nothing.put("none", null);
        Job job = bench.jobWith(
                "results",
                Table.of(List.of(
                        Map.of("id", 1L, "b", 2.0, "a", Values.tuple(1L)),
                        Map.of("id", 2L, "b", "two", "map", Map.of()),
                        nothing)));

        assertThat(job.columns("results"))
                .containsExactly(
                        new Column("id", Set.of(Kind.STRING, Kind.INT64)),
                        new Column("a", Set.of(Kind.TUPLE)),
                        new Column("b", Set.of(Kind.STRING, Kind.FLOAT64)),
                        new Column("map", Set.of(Kind.MAP)),
                        new Column("none", Set.of()));
        assertThat(job.columns("results").get(0).kinds()).containsExactly(Kind.INT64, Kind.STRING);
    }

    @Test
    void orderOfTheAnswerDoesNotMatter() {
        Job job = bench.jobWith("results", Table.of(List.of()));
        bench.answer("/scanTable", Answer.json(200, """
                        {"code":"success","data":{"columnHints":{"b":{"typeHints":["BOOL"]},"a":{"typeHints":[]},
                        "id":{"typeHints":["STRING"]},"Z":{}}}}"""));

        assertThat(job.columns("results")).extracting(Column::name).containsExactly("id", "Z", "a", "b");
    }

    @Test
    void oneRequestTellsOfTheWholeTable() {
        Job job = bench.jobWith("results", Table.generated(100_000, i -> Map.of("id", i, "a", i == 99_000 ? "x" : i)));
        job.columns("results");
        bench.server.clearRequests();

        assertThat(job.columns("results"))
                .extracting(Column::kinds)
                .isEqualTo(Arrays.asList(Set.of(Kind.INT64), Set.of(Kind.INT64, Kind.STRING)));
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    void tableWithoutRowsHasItsKeyAndAMissingOneIsAnError() {
        Job job = bench.jobWith("results", Table.of(List.of()));

        assertThat(job.columns("results")).containsExactly(new Column("id", Set.of()));
        assertThat(catchThrowableOfType(NotFoundException.class, () -> job.columns("result")))
                .hasMessageEndingWith("has no table 'result'; it has [results]");
    }

    @Test
    void typeThatIsNotKnown() {
        Job job = bench.jobWith("results", Table.of(List.of()));
        bench.answer(
                "/scanTable",
                Answer.json(
                        200,
                        "{\"code\":\"success\",\"data\":{\"columnHints\":{\"id\":{\"typeHints\":[\"DECIMAL\"]}}}}"));

        assertThat(catchThrowableOfType(ProtocolException.class, () -> job.columns("results")))
                .hasMessage("cannot read the columns of table 'results' of job "
                        + job.uri().substring(job.uri().lastIndexOf('/') + 1) + " on " + bench.server.url()
                        + ": a column has the type \"DECIMAL\", which is not known");
    }
}
