// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.internal.server.MarkedJob.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
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
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("tableName", "project/" + projects.id(project) + "/eval/summary");
        for (String column : List.of("id", "sys/id", "sys/job_status")) {
            body.withArray("columns").addObject().put("columnName", column);
        }
        ArrayNode operands = body.putObject("filter").put("operator", "EQUAL").putArray("operands");
        operands.addObject().put("columnName", "sys/job_comment");
        operands.addObject().put("stringValue", marker);
        body.putArray("orderBy").addObject().put("columnName", "sys/id");
        body.put("encodeWithType", true).put("limit", 1000);
        JsonNode answer = documents.query("look for the job " + marker, "/datastore/queryTable", body);
        List<MarkedJob> jobs = new ArrayList<>();
        for (JsonNode row : answer.path("records")) {
            long id = Long.parseUnsignedLong(row.at("/sys~1id/value").asText("0"), 16);
            String uuid = row.at("/id/value").asText();
            String status = row.at("/sys~1job_status/value").asText("UNKNOWN");
            jobs.add(new MarkedJob(id, uuid, new JobStatus(status), kind(project, id, uuid)));
        }
        return jobs;
    }

    private Kind kind(String project, long id, String uuid) {
        String jobs = JobPosts.path(project) + "/";
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
