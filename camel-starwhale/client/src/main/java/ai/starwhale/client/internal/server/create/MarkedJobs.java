// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.Projects;
import ai.starwhale.client.internal.server.api.ServerJobs;
import ai.starwhale.client.internal.server.api.SummaryRows;
import ai.starwhale.client.internal.server.create.MarkedJob.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds the jobs that were created with a marker. A Server has no idempotency key; but the comment of a create request is
 * kept in the project's summary table, where one query finds it, whatever becomes of the job.
 */
final class MarkedJobs {
    private final Documents documents;
    private final Projects projects;

    MarkedJobs(Documents documents, Projects projects) {
        this.documents = documents;
        this.projects = projects;
    }

    /** The marker of an idempotency key: short, because a Server repeats it in every answer about that table. */
    static String marker(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "once:" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The jobs with this marker, the lowest number first. */
    List<MarkedJob> find(String project, String marker) {
        return new SummaryRows(documents, projects, project)
                .commented(marker).stream()
                        .map(row ->
                                new MarkedJob(row.id(), row.uuid(), row.status(), kind(project, row.id(), row.uuid())))
                        .toList();
    }

    private Kind kind(String project, long id, String uuid) {
        String jobs = ServerJobs.path(project) + "/";
        try {
            JsonNode byNumber = documents.get("get job " + id, jobs + id);
            if (!byNumber.path("uuid").asText().equals(uuid)) {
                return Kind.UNCONFIRMED;
            }
        } catch (NotFoundException notThere) {
            return Kind.UNCONFIRMED;
        }
        try {
            documents.get("get job " + uuid, jobs + uuid);
            return Kind.PRESENT;
        } catch (NotFoundException removed) {
            return Kind.REMOVED;
        }
    }
}
