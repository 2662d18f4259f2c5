// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import ai.starwhale.client.internal.server.pages.Recorded;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Interceptor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No field of a recorded document is lost without being named here: each is changed in turn, and read by the client. */
class EveryFieldTest {
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
    private static final Map<RecordedUse, Set<String>> LEFT_OUT = Map.of(
            RecordedUse.JOB, union(OF_A_JOB, OF_ITS_DATASETS),
            RecordedUse.JOBS,
                    union(OF_A_PAGE, OF_A_JOB.stream().map("list."::concat).collect(Collectors.toSet())),
            RecordedUse.TASKS, union(OF_A_PAGE, Set.of("total", "list.runs.taskId")),
            RecordedUse.EVENTS, Set.of());

    private final Bench bench = Bench.recorded();
    private volatile Interceptor answer = request -> null;
    private final Map<RecordedUse, Integer> counts = new EnumMap<>(RecordedUse.class);

    @BeforeEach
    void intercept() {
        bench.server.intercept(request -> answer.intercept(request));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void noFieldOfADocumentIsLostUnseen() {
        Map<RecordedUse, Loss> losses = new EnumMap<>(RecordedUse.class);
        int cut = 0;
        for (Exchange exchange : Exchange.all()) {
            RecordedUse use = RecordedUse.of(exchange);
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
            look(RecordedUse.JOB, Recorded.tree(sample), losses);
        }
        for (String sample : List.of("tasks_fail", "tasks_running", "tasks_success")) {
            look(RecordedUse.TASKS, Recorded.tree(sample), losses);
        }
        look(RecordedUse.JOBS, Recorded.tree("job_list"), losses);
        look(RecordedUse.EVENTS, Recorded.tree("events"), losses);
        System.out.println("recorded documents read: " + counts + ", cut by the recording and skipped: " + cut);

        assertSoftly(all -> LEFT_OUT.forEach((use, left) ->
                all.assertThat(losses.get(use).lost()).as(use + ", left out").isEqualTo(new TreeSet<>(left))));
        assertThat(cut).isEqualTo(5);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    private void look(RecordedUse use, JsonNode document, Map<RecordedUse, Loss> losses) {
        counts.merge(use, 1, Integer::sum);
        losses.computeIfAbsent(use, any -> new Loss())
                .look(document.path("data"), data -> read(use, ((ObjectNode) document.deepCopy()).set("data", data)));
    }

    private Object read(RecordedUse use, JsonNode document) {
        answer = request -> use.isFor(request.method(), request.path()) ? Answer.json(200, document.toString()) : null;
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
}
