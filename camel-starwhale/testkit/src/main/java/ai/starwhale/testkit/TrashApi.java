// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was removed from a project, under numbers of its own, and the way back. Only jobs can be removed here. */
final class TrashApi {

    /** A removed job's entry; its time is epoch milliseconds. */
    record Entry(long id, String uuid, String type, long time, String user) {

        JsonNode document() {
            return Json.object()
                    .put("id", Long.toString(id))
                    .put("name", uuid)
                    .put("type", type)
                    .put("trashedTime", World.toSeconds(time))
                    .put("size", 0)
                    .put("trashedBy", user)
                    .put("lastUpdatedTime", -1000)
                    .put("retentionTime", World.toSeconds(time));
        }
    }

    void addTo(Routes routes) {
        routes.add("GET", "project/*/trash", Access.OWNERS, TrashApi::list);
        routes.add("PUT", "project/*/trash/*", Access.OWNERS, TrashApi::recover);
    }

    private static Reply list(Call call) {
        List<Entry> entries = new ArrayList<>();
        for (Job job : call.project().jobs().values()) {
            Entry entry = job.trash();
            if (entry != null) {
                entries.add(entry);
            }
        }
        entries.sort((a, b) -> Long.compare(b.id(), a.id()));
        return Reply.success(
                PageInfo.page(entries, call.number("pageNum", 1), call.number("pageSize", 10), Entry::document));
    }

    private static Reply recover(Call call) {
        for (Job job : call.project().jobs().values()) {
            @Nullable Entry entry = job.trash();
            if (entry != null && Long.toString(entry.id()).equals(call.segment(3))) {
                job.trash(null);
                return Reply.success("success");
            }
        }
        throw Failure.invalid("TRASH", "Can not find trash");
    }
}
