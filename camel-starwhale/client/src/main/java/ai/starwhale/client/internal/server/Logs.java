// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.LogFile;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.JobDocument;
import ai.starwhale.client.internal.server.api.ServerJobs;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The logs of tasks that have ended, which a Server keeps by the number of the task alone. */
final class Logs {
    private final Documents documents;

    Logs(Documents documents) {
        this.documents = documents;
    }

    List<LogFile> of(String taskId, String job) {
        if (!ServerJobs.isNumber(taskId)) {
            throw new InvalidRequestException(
                    "'" + taskId + "' is not a task of a Server: a number such as 9 is expected", 0, null);
        }
        String task = "task " + taskId + " of " + job;
        String path = "/log/offline/" + taskId;
        return JobDocument.each(list("list the logs of " + task, path), JsonNode::asText).stream()
                .map(name -> new LogFile(
                        name, () -> documents.open("read log '" + name + "' of " + task, path + "/" + segment(name))))
                .toList();
    }

    private JsonNode list(String purpose, String path) {
        try {
            return documents.get(purpose, path);
        } catch (StarwhaleException e) {
            // This is how a Server says that it knows no such task.
            if (e.httpStatus() == 500 && String.valueOf(e.getMessage()).contains("\"taskById\" is null")) {
                throw new NotFoundException(
                        "cannot " + purpose + " on " + documents.base() + ": there is no such task", 500, e);
            }
            throw e;
        }
    }

    /** What the Server calls a file becomes one segment of a path; these would be none, or lead elsewhere. */
    private static String segment(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new InvalidRequestException("'" + name + "' is not the name of a log", 0, null);
        }
        return Documents.segment(name);
    }
}
