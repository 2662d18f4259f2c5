// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tasks of a job, and their runs. */
final class TaskApi {

    private final World world;

    TaskApi(World world) {
        this.world = world;
    }

    void addTo(Routes routes) {
        routes.add("GET", "project/*/job/*/task", Access.READERS, this::list);
        routes.add("GET", "project/*/job/*/task/*", Access.READERS, this::get);
        routes.add("GET", "project/*/job/*/task/*/run", Access.READERS, this::runs);
    }

    private Reply list(Call call) {
        int number = call.number("pageNum", 1);
        int size = call.number("pageSize", 10);
        return Reply.success(PageInfo.page(JobApi.tasks(call.job(), world.now()), number, size, Function.identity()));
    }

    private Reply get(Call call) {
        JsonNode task = find(call.segment(5));
        return task == null ? Reply.success((String) null) : Reply.success(task);
    }

    private Reply runs(Call call) {
        JsonNode task = find(call.segment(5));
        return Reply.success(task == null ? Json.array() : task.path("runs"));
    }

    // The Server answers tasks of any job, whatever the path says.
    @Nullable JsonNode find(String id) {
        for (Project project : world.projects()) {
            for (Job job : project.jobs().values()) {
                for (JsonNode task : JobApi.tasks(job, world.now())) {
                    if (task.path("id").asText().equals(id)) {
                        return task;
                    }
                }
            }
        }
        return null;
    }
}
