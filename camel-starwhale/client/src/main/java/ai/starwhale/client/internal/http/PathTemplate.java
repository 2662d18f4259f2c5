// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.util.Set;

/**
 * A path without the ids and names in it, so that there are as many as there are kinds of requests: what is not a word of
 * the Server's is never part of one.
 */
final class PathTemplate {
    /** The words behind which there is an id or a name. */
    private static final Set<String> KINDS =
            Set.of("project", "job", "task", "model", "dataset", "runtime", "version", "trash", "offline");

    private static final Set<String> WORDS = Set.of(
            "api",
            "v1",
            "login",
            "user",
            "current",
            "log",
            "event",
            "dag",
            "datastore",
            "scanTable",
            "queryTable",
            "listTables",
            "cancel",
            "pause",
            "resume",
            "recover",
            "pin");

    private PathTemplate() {}

    /** {@code /api/v1/project/{project}/job/{job}/task} for {@code /api/v1/project/demo/job/3/task?pageNum=1}. */
    static String of(String path) {
        StringBuilder template = new StringBuilder();
        String kind = null;
        for (String segment : path.split("\\?", 2)[0].substring(1).split("/", -1)) {
            template.append('/');
            if (kind != null) {
                template.append('{').append(kind).append('}');
                kind = null;
            } else if (KINDS.contains(segment)) {
                template.append(segment);
                kind = segment;
            } else {
                template.append(WORDS.contains(segment) ? segment : "{name}");
            }
        }
        return template.toString();
    }
}
