// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each trap of a real Server is there, and can be left out. */
class TrapsTest {

    private static final String SUMMARY = "project/1/eval/summary";

    /** A server with a project and a model, and a clock that goes on when told to. */
    private static final class Fixture implements AutoCloseable {

        final ManualClock clock = new ManualClock();
        final StarwhaleServer server;
        final Project project;
        final Client client;

        Fixture(StarwhaleServer.Builder builder) {
            server = builder.clock(clock).start();
            project = server.addProject("demo");
            project.addModel("m", ModelVersion.withHandlers("h:run"));
            project.addRuntime("r");
            client = Client.of(server);
        }

        String create(String more) {
            return client.post(
                            "/project/1/job",
                            "{'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default'," + more + "}")
                    .data()
                    .asText();
        }

        String create() {
            return create("'handler':'h:run'");
        }

        JsonNode job(String id) {
            return client.get("/project/1/job/" + id).data();
        }

        /** The rows of the summary table, without types. */
        JsonNode summary() {
            return client.query("{'tableName':'" + SUMMARY + "'}").data().path("records");
        }

        JsonNode rows(String options) {
            return client.query("{'tableName':'project/1/t'" + options + "}")
                    .data()
                    .path("records");
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static <T> T with(Trap trap, Function<Fixture, T> view) {
        try (Fixture fixture = new Fixture(StarwhaleServer.builder().with(trap))) {
            return view.apply(fixture);
        }
    }

    private static <T> T without(Trap trap, Function<Fixture, T> view) {
        try (Fixture fixture = new Fixture(StarwhaleServer.builder().without(trap))) {
            return view.apply(fixture);
        }
    }

    @Test
    void errorsAsArrays() {
        Function<Fixture, JsonNode> view = f -> f.client.get("/project/nosuch").json();

        assertThat(with(Trap.ERRORS_AS_ARRAYS, view).path("code").isArray()).isTrue();
        JsonNode error = without(Trap.ERRORS_AS_ARRAYS, view);
        assertThat(error.path("code").asText()).isEqualTo("ValidationException");
        assertThat(error.path("message").asText()).contains("Unable to find project nosuch");
        assertThat(error.has("data")).isTrue();
    }

    @Test
    void errorsAsHtml() {
        Function<Fixture, String> view = f -> {
            Client.Result result = f.client.get("/project/1/job/99999999999999999999999");
            return result.status() + " " + result.type();
        };

        assertThat(with(Trap.ERRORS_AS_HTML, view)).isEqualTo("500 text/html;charset=UTF-8");
        assertThat(without(Trap.ERRORS_AS_HTML, view)).isEqualTo("500 application/json");
    }

    @Test
    void removedJobsByNumber() {
        Function<Fixture, List<Integer>> view = f -> {
            String id = f.create();
            String uuid = f.job(id).path("uuid").asText();
            f.client.delete("/project/1/job/" + id);
            return List.of(
                    f.client.get("/project/1/job/" + id).status(),
                    f.client.get("/project/1/job/" + uuid).status());
        };

        assertThat(with(Trap.REMOVED_JOBS_BY_NUMBER, view)).containsExactly(200, 404);
        assertThat(without(Trap.REMOVED_JOBS_BY_NUMBER, view)).containsExactly(404, 404);
    }

    @Test
    void typesNotListed() {
        Function<Fixture, Integer> view = f -> {
            f.create("'handler':'h:run','type':'BUILT_IN'");
            f.create("'handler':'h:run','type':'ONLINE_EVAL'");
            f.create("'handler':'h:run','type':'TRAIN'");
            return f.client.get("/project/1/job").data().path("total").asInt();
        };

        assertThat(with(Trap.TYPES_NOT_LISTED, view)).isEqualTo(1);
        assertThat(without(Trap.TYPES_NOT_LISTED, view)).isEqualTo(3);
    }

    @Test
    void ghosts() {
        Function<Fixture, Integer> view = f -> {
            f.create("'stepSpecOverWrites':'- name: a\\n  job_name: a\\n  replicas: 1\\n'");
            return f.summary().size();
        };

        assertThat(with(Trap.GHOSTS, view)).isEqualTo(1);
        assertThat(without(Trap.GHOSTS, view)).isZero();
    }

    @Test
    void rowsBeforeJobs() {
        Function<Fixture, List<Integer>> view = f -> {
            f.create();
            String uuid = f.summary().path(0).path("id").asText();
            int atOnce = f.client.get("/project/1/job/" + uuid).status();
            f.clock.advance(Duration.ofMillis(40));
            return List.of(atOnce, f.client.get("/project/1/job/" + uuid).status());
        };

        assertThat(with(Trap.ROWS_BEFORE_JOBS, view)).containsExactly(404, 200);
        assertThat(without(Trap.ROWS_BEFORE_JOBS, view)).containsExactly(200, 200);
    }

    @Test
    void unorderedQueries() {
        Function<Fixture, List<String>> view = f -> {
            f.project.addTable("t", Table.generated(50, i -> Map.of("id", i)));
            List<String> ids = new ArrayList<>();
            f.rows(",'limit':20").forEach(row -> ids.add(row.path("id").asText()));
            f.rows(",'orderBy':[{'columnName':'id'}]")
                    .forEach(row -> ids.add(row.path("id").asText()));
            return ids;
        };

        List<String> unordered = with(Trap.UNORDERED_QUERIES, view);
        assertThat(unordered.subList(0, 20)).isNotEqualTo(unordered.subList(20, 40));
        assertThat(unordered.subList(20, 70)).isSorted();
        assertThat(without(Trap.UNORDERED_QUERIES, view).subList(0, 20)).isSorted();
    }

    @Test
    void finalStatusTwice() {
        Function<Fixture, List<String>> view = f -> {
            f.server.onCreate(job -> JobScript.succeed());
            f.create();
            List<String> seen = new ArrayList<>();
            f.clock.advance(Duration.ofSeconds(2));
            for (int i = 0; i < 2; i++) {
                JsonNode row = f.summary().path(0);
                seen.add(row.path("sys/job_status").asText() + row.has("sys/finished_time"));
                seen.add(row.path("sys/modified_time").asText());
                f.clock.advance(Duration.ofMillis(2));
            }
            return seen;
        };

        List<String> twice = with(Trap.FINAL_STATUS_TWICE, view);
        assertThat(twice).element(0).isEqualTo("SUCCESSfalse");
        assertThat(twice).element(2).isEqualTo("SUCCESStrue");
        assertThat(Long.parseLong(twice.get(3), 16)).isEqualTo(Long.parseLong(twice.get(1), 16) + 2);
        List<String> once = without(Trap.FINAL_STATUS_TWICE, view);
        assertThat(once).element(0).isEqualTo("SUCCESStrue");
        assertThat(once).element(3).isEqualTo(once.get(1));
    }

    @Test
    void timesBeforeTheLock() {
        Function<Fixture, List<Integer>> view = f -> {
            f.create();
            f.create();
            int atOnce = f.summary().size();
            f.clock.advance(Duration.ofMillis(50));
            return List.of(atOnce, f.summary().size());
        };

        assertThat(with(Trap.TIMES_BEFORE_THE_LOCK, view)).containsExactly(1, 2);
        assertThat(without(Trap.TIMES_BEFORE_THE_LOCK, view)).containsExactly(2, 2);
    }

    @Test
    void randomOrder() {
        Map<String, Object> row = new LinkedHashMap<>();
        IntStream.range(0, 20).forEach(i -> row.put("c" + i, i));
        row.put("id", 1L);
        row.put("map", Map.copyOf(row));
        Function<Fixture, Long> view = f -> {
            f.project.addTable("t", Table.of(List.of(row)));
            return IntStream.range(0, 5)
                    .mapToObj(i -> f.rows(",'encodeWithType':true").toString())
                    .distinct()
                    .count();
        };

        assertThat(with(Trap.RANDOM_ORDER, view)).isGreaterThan(1);
        assertThat(without(Trap.RANDOM_ORDER, view)).isEqualTo(1);
    }

    @Test
    void hintsOfTheTable() {
        Function<Fixture, String> view = f -> {
            f.project.addTable("t", Table.of(List.of(Map.of("id", 1L), Map.of("id", 2L))));
            return f.client
                    .scan("{'tables':[{'tableName':'project/1/t'}],'limit':1}")
                    .data()
                    .path("columnHints")
                    .path("id")
                    .path("columnValueHints")
                    .toString();
        };

        assertThat(with(Trap.HINTS_OF_THE_TABLE, view)).isEqualTo("[\"1\",\"2\"]");
        assertThat(without(Trap.HINTS_OF_THE_TABLE, view)).isEqualTo("[\"1\"]");
    }

    @Test
    void untypedLastKey() {
        Function<Fixture, Client.Result> view = f -> {
            f.project.addTable("t", Table.of(List.of(Map.of("id", "a"), Map.of("id", "b"), Map.of("id", 1L))));
            return f.client.scan("{'tables':[{'tableName':'project/1/t'}],'start':'a','startInclusive':false}");
        };

        assertThat(with(Trap.UNTYPED_LAST_KEY, view).data().path("records").size())
                .as("'a' is read as the number 10, and texts are behind all numbers")
                .isEqualTo(2);
        assertThat(without(Trap.UNTYPED_LAST_KEY, view).data().path("records").size())
                .isEqualTo(1);
    }

    @Test
    void stopTimeMinus1000() {
        Function<Fixture, String> view = f -> f.job(f.create()).path("stopTime").toString();

        assertThat(with(Trap.STOP_TIME_MINUS_1000, view)).isEqualTo("-1000");
        assertThat(without(Trap.STOP_TIME_MINUS_1000, view)).isEqualTo("null");
    }

    @Test
    void rangesWith200() {
        Function<Fixture, Integer> view = f -> {
            String uri = f.server.addBlob(f.project, "some bytes".getBytes(StandardCharsets.UTF_8));
            String link = f.client
                    .post("/filestorage/sign-links?expTimeMillis=60000", "['" + uri + "']")
                    .data()
                    .path(uri)
                    .asText();
            HttpRequest request = HttpRequest.newBuilder(URI.create(link))
                    .header("Range", "bytes=0-3")
                    .build();
            return HttpClient.newHttpClient()
                    .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .join()
                    .statusCode();
        };

        assertThat(with(Trap.RANGES_WITH_200, view)).isEqualTo(200);
        assertThat(without(Trap.RANGES_WITH_200, view)).isEqualTo(206);
    }

    @Test
    void cancelTakesTime() {
        Function<Fixture, List<String>> view = f -> {
            String id = f.create();
            f.client.post("/project/1/job/" + id + "/cancel");
            String atOnce = f.job(id).path("jobStatus").asText();
            f.clock.advance(Duration.ofSeconds(1));
            return List.of(atOnce, f.job(id).path("jobStatus").asText());
        };

        assertThat(with(Trap.CANCEL_TAKES_TIME, view)).containsExactly("CANCELLING", "CANCELED");
        assertThat(without(Trap.CANCEL_TAKES_TIME, view)).containsExactly("CANCELED", "CANCELED");
    }

    @Test
    void everyTrapIsInTheDocsAndHasATest() {
        List<List<String>> rows = new DocTable("traps").rows();
        assertThat(rows)
                .extracting(row -> List.of(row.get(0), row.get(2)))
                .containsExactlyElementsOf(Stream.of(Trap.values())
                        .map(trap -> List.of("`" + trap + "`", trap.isUsual() ? "usually" : "when asked for"))
                        .toList());
        List<String> tests = new ArrayList<>();
        for (var method : TrapsTest.class.getDeclaredMethods()) {
            tests.add(method.getName().toLowerCase(Locale.ROOT));
        }
        for (Trap trap : Trap.values()) {
            assertThat(tests).contains(trap.name().replace("_", "").toLowerCase(Locale.ROOT));
        }
    }
}
