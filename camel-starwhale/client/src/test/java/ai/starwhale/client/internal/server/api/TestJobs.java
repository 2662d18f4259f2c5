// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import ai.starwhale.client.JobInfo;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Jobs of which only the number matters, and whether they are pinned. */
public final class TestJobs {
    private TestJobs() {}

    public static JobInfo job(String id, Instant pinnedTime) {
        String uuid = String.format("%32s", id).replace(' ', '0');
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("id", id).put("uuid", uuid);
        if (pinnedTime != null) {
            document.put("pinnedTime", pinnedTime.toEpochMilli());
        }
        return new JobDocument("http://localhost", "demo").job(document);
    }
}
