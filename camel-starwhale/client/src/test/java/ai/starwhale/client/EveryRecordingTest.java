// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import ai.starwhale.client.internal.rows.RowPage;
import ai.starwhale.client.internal.server.pages.Encoder;
import ai.starwhale.client.internal.server.pages.PageDecoder;
import ai.starwhale.client.internal.server.pages.Recorded;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Interceptor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Everything that was recorded of a real Server: no answer has a shape that is not known, and no field is lost without
 * being named here. Answers are given by a server again, and read through the client.
 */
class EveryRecordingTest {
    private static final String PROJECT = "/api/v1/project/[^/]+";
    private static final String JOB = PROJECT + "/job/[^/]+";

    /** What the answers to a request are for this client. */
    private enum Use {
        JOB("GET", EveryRecordingTest.JOB),
        JOBS("GET", PROJECT + "/job/?"),
        TASKS("GET", EveryRecordingTest.JOB + "/task"),
        EVENTS("GET", EveryRecordingTest.JOB + "/event"),
        GRAPH("GET", EveryRecordingTest.JOB + "/dag"),
        LOG_NAMES("GET", "/api/v1/log/offline/[^/]+"),
        LOG("GET", "/api/v1/log/offline/[^/]+/.+"),
        ROWS("POST", "/api/v1/datastore/(scan|query)Table"),
        TABLES("POST", "/api/v1/datastore/listTables"),
        /** Nothing but a number is taken from these, or nothing at all. */
        NUMBER(
                "GET|POST|PUT|DELETE",
                PROJECT
                        + "(/(model|dataset|runtime)/[^/]+|/trash|/job|/job/[^/]+(/(pin|event|cancel|pause|resume))?)?"),
        LOGIN("POST", "/api/v1/login"),
        PROJECTS("GET", "/api/v1/project"),
        /** Links and blobs of artifacts. */
        ARTIFACTS("GET|POST|PUT", "(/api/v1/filestorage/sign-links|/obj-store/.*)"),
        /** What is not part of the Job SDK: uploads, users, exports, commands in containers. */
        FOREIGN(
                "GET|POST|PUT|HEAD",
                "/api/v1/(project|blob/?.*|user/?.*|system/.*|datastore/(updateTable|.*/export))|"
                        + PROJECT + "/(model|dataset|runtime)(/.*)?|"
                        + EveryRecordingTest.JOB + "/(task/.*|recover|explode)|"
                        + PROJECT + "/job/.*//?.*");

        private final String method;
        private final String path;

        Use(String method, String path) {
            this.method = method;
            this.path = path;
        }

        static Use of(Exchange exchange) {
            return Stream.of(values())
                    .filter(use -> exchange.method().matches(use.method)
                            && exchange.path().matches(use.path))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("a request that is not known: " + exchange));
        }
    }

    /** Where a page stands follows from its number, its size and the number of pages. */
    private static final Set<String> OF_A_PAGE = Set.of(
            "endRow",
            "hasNextPage",
            "hasPreviousPage",
            "isFirstPage",
            "isLastPage",
            "navigateFirstPage",
            "navigateLastPage",
            "navigatePages",
            "navigatepageNums",
            "nextPage",
            "pageNum",
            "pageSize",
            "prePage",
            "size",
            "startRow");
    /** Never filled; said elsewhere too; or of the model, the runtime and the people rather than of the job. */
    private static final Set<String> OF_A_JOB = Set.of(
            "datasets",
            "device",
            "deviceAmount",
            "model.createdTime",
            "model.owner",
            "model.version.builtInRuntime",
            "model.version.draft",
            "model.version.latest",
            "model.version.owner",
            "model.version.shared",
            "model.version.size",
            "model.version.stepSpecs",
            "model.version.tags",
            "modelName",
            "modelVersion",
            "owner.createdTime",
            "owner.isEnabled",
            "owner.projectRoles",
            "owner.systemRole",
            "runtime.createdTime",
            "runtime.owner",
            "runtime.version.builtImage",
            "runtime.version.image",
            "runtime.version.latest",
            "runtime.version.meta",
            "runtime.version.owner",
            "runtime.version.runtimeId",
            "runtime.version.shared",
            "runtime.version.tags");

    private static final Set<String> OF_ITS_DATASETS = Set.of(
            "datasetList.createdTime",
            "datasetList.owner",
            "datasetList.version.indexTable",
            "datasetList.version.latest",
            "datasetList.version.meta",
            "datasetList.version.owner",
            "datasetList.version.shared",
            "datasetList.version.tags");

    /** What a record of the client leaves out. A task is asked for with all others, so that their number says nothing. */
    private static final Map<Use, Set<String>> LEFT_OUT = Map.of(
            Use.JOB, union(OF_A_JOB, OF_ITS_DATASETS),
            Use.JOBS, union(OF_A_PAGE, OF_A_JOB.stream().map("list."::concat).collect(Collectors.toSet())),
            Use.TASKS, union(OF_A_PAGE, Set.of("total", "list.runs.taskId")),
            Use.EVENTS, Set.of());

    private final Bench bench = Bench.recorded();
    private volatile Interceptor answer = request -> null;
    private final Map<Use, Integer> counts = new EnumMap<>(Use.class);

    @BeforeEach
    void intercept() {
        bench.server.intercept(request -> answer.intercept(request));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyExchangeHasAUse() {
        List<Exchange> all = Exchange.all();
        all.forEach(exchange -> counts.merge(Use.of(exchange), 1, Integer::sum));

        System.out.println(all.size() + " recorded exchanges: " + counts);
        assertThat(all).hasSize(324);
    }

    @Test
    void everyErrorIsToldByItsStatusAndInTheWordsOfTheServer() {
        int errors = 0;
        for (Exchange exchange : Exchange.all()) {
            if (exchange.isError()) {
                errors++;
                StarwhaleException told = told(exchange);
                assertThat(told.httpStatus()).as(exchange.toString()).isEqualTo(exchange.status());
                assertThat(told)
                        .as(exchange.toString())
                        .hasMessageContaining(words(exchange))
                        .hasMessageNotContaining("<html");
                assertThat(told.getMessage().length()).isLessThan(1000);
            }
        }
        System.out.println(errors + " recorded errors told");
        assertThat(errors).isGreaterThan(60);
    }

    @Test
    void noFieldOfADocumentIsLostUnseen() {
        Map<Use, Loss> losses = new EnumMap<>(Use.class);
        int cut = 0;
        for (Exchange exchange : Exchange.all()) {
            Use use = Use.of(exchange);
            if (exchange.isError() || !LEFT_OUT.containsKey(use)) {
                continue;
            }
            if (exchange.isCut()) {
                cut++;
                continue;
            }
            look(use, Bench.json(exchange.answer()), losses);
        }
        for (String sample : List.of("job_canceled", "job_fail", "job_running", "job_success_with_dataset")) {
            look(Use.JOB, Recorded.tree(sample), losses);
        }
        for (String sample : List.of("tasks_fail", "tasks_running", "tasks_success")) {
            look(Use.TASKS, Recorded.tree(sample), losses);
        }
        look(Use.JOBS, Recorded.tree("job_list"), losses);
        look(Use.EVENTS, Recorded.tree("events"), losses);
        System.out.println("recorded documents read: " + counts + ", cut by the recording and skipped: " + cut);

        assertSoftly(all -> LEFT_OUT.forEach((use, left) ->
                all.assertThat(losses.get(use).lost()).as(use + ", left out").isEqualTo(new TreeSet<>(left))));
        assertThat(cut).isEqualTo(5);
    }

    @Test
    void everyPageOfRowsIsWhatWasRecorded() throws IOException {
        int typed = 0;
        int untyped = 0;
        int unclear = 0;
        for (Exchange exchange : Exchange.all()) {
            if (Use.of(exchange) != Use.ROWS || exchange.isError() || exchange.isCut()) {
                continue;
            }
            JsonNode request = Bench.json(exchange.request());
            if (request.path("rawResult").asBoolean()) {
                // Decimal numbers in place of encoded ones, which this client never asks for.
                continue;
            }
            JsonNode records = Bench.json(exchange.answer()).path("data").path("records");
            JsonNode withTypes = request.path("encodeWithType");
            // A null is taken for false; left out, it depends on what is asked.
            if (withTypes.isMissingNode() ? exchange.path().endsWith("scanTable") : withTypes.asBoolean()) {
                RowPage page = decoder().decode(bytes(exchange));
                assertThat(page.rows())
                        .as(exchange.toString())
                        .map(Encoder::encode)
                        .map(JsonNode.class::cast)
                        .isEqualTo(list(records));
                typed++;
                continue;
            }
            Optional<RowPage> page = decoder().decodeUntyped(bytes(exchange));
            if (page.isPresent()) {
                assertThat(page.get().rows())
                        .as(exchange.toString())
                        .map(row -> plain(Encoder.encode(row)))
                        .isEqualTo(list(records));
                untyped++;
            } else {
                // The hints tell of maps, objects and several types, or the recording left them out.
                unclear++;
            }
        }
        System.out.printf(
                "recorded pages equal: %d with types, %d without; to be asked for again with types: %d%n",
                typed, untyped, unclear);
        assertThat(typed).isGreaterThan(40);
        assertThat(untyped).isPositive();
        assertThat(unclear).isPositive();
    }

    /** A record as it is written without types. */
    private static JsonNode plain(ObjectNode typed) {
        ObjectNode record = typed.objectNode();
        typed.properties()
                .forEach(cell -> record.set(cell.getKey(), cell.getValue().path("value")));
        return record;
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    @Test
    void namesOfTablesAndLogsAndTextsOfLogsAndGraphsAreWhatWasRecorded() throws IOException {
        Job job = bench.job("3");
        for (Exchange exchange : Exchange.all()) {
            if (exchange.isError()) {
                continue;
            }
            switch (Use.of(exchange)) {
                case GRAPH -> {
                    answer("/dag", exchange);
                    assertThat(Bench.json(job.dag()))
                            .isEqualTo(Bench.json(exchange.answer()).path("data"));
                }
                case LOG_NAMES -> {
                    answer("/offline/9", exchange);
                    assertThat(job.logs("9").stream().map(LogFile::name))
                            .isEqualTo(texts(Bench.json(exchange.answer()).path("data")));
                }
                case TABLES -> {
                    answer("/listTables", exchange);
                    String folder = "project/2/eval/81/8116d5bab6e8460c82fc6d4a891ad8f2/";
                    List<String> names = texts(
                                    Bench.json(exchange.answer()).path("data").path("tables"))
                            .stream()
                            .filter(name -> name.startsWith(folder))
                            .map(name -> name.substring(folder.length()))
                            .toList();
                    assertThat(job.tables()).as(exchange.toString()).isEqualTo(names);
                }
                default -> {
                    continue;
                }
            }
            counts.merge(Use.of(exchange), 1, Integer::sum);
        }
        System.out.println("recorded lists and texts read: " + counts);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    private void look(Use use, JsonNode document, Map<Use, Loss> losses) {
        counts.merge(use, 1, Integer::sum);
        losses.computeIfAbsent(use, any -> new Loss())
                .look(document.path("data"), data -> read(use, ((ObjectNode) document.deepCopy()).set("data", data)));
    }

    private Object read(Use use, JsonNode document) {
        answer = request -> request.method().equals("GET") && request.path().matches(use.path)
                ? Answer.json(200, document.toString())
                : null;
        bench.server.clearRequests();
        return switch (use) {
            case JOB -> bench.job("1").info();
            case JOBS -> {
                Page<JobInfo> page = bench.client.jobs(bench.server.url() + "/project/demo", PageRequest.of(1, 10));
                yield page;
            }
            case TASKS -> bench.job("1").tasks();
            case EVENTS -> bench.job("1").events();
            default -> throw new IllegalArgumentException(use.name());
        };
    }

    private StarwhaleException told(Exchange exchange) {
        String type = exchange.answer().startsWith("<") ? "text/html;charset=utf-8" : "application/json";
        bench.server.intercept(request ->
                request.path().endsWith("/job/1/event") ? Answer.of(exchange.status(), type, exchange.answer()) : null);
        return catchThrowableOfType(
                StarwhaleException.class, () -> bench.job("1").addEvent("INFO", "any", null));
    }

    /** Some of what the Server said, which may be a list, a page for people, or much too long. */
    private static String words(Exchange exchange) {
        if (exchange.answer().startsWith("<")) {
            return "HTML";
        }
        JsonNode message = Bench.json(exchange.answer()).path("message");
        String text = message.isArray() ? message.path(0).asText() : message.asText();
        String line = text.lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), 400));
    }

    private void answer(String pathEnd, Exchange exchange) {
        answer = request -> request.path().endsWith(pathEnd) ? Answer.json(200, exchange.answer()) : null;
    }

    private static PageDecoder decoder() {
        return new PageDecoder("id", true);
    }

    private static ByteArrayInputStream bytes(Exchange exchange) {
        return new ByteArrayInputStream(exchange.answer().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
