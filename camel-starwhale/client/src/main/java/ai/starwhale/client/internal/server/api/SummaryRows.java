// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import ai.starwhale.client.JobStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks a project's summary table for the state of its jobs of type EVALUATION; it has no rows for others. A row may also
 * be what a creation left behind that failed, or belong to a job that is not there yet.
 */
public final class SummaryRows {
    /** A Server gives no more rows in one answer. */
    public static final int PAGE = 1000;

    public static final String NUMBER = "sys/id";
    public static final String MODIFIED = "sys/modified_time";
    private static final List<String> COLUMNS = List.of("id", NUMBER, "sys/job_status", MODIFIED);

    private final Documents documents;
    private final Projects projects;
    private final String project;

    public SummaryRows(Documents documents, Projects projects, String project) {
        this.documents = documents;
        this.projects = projects;
        this.project = project;
    }

    /** The row that changed last, or none. */
    public List<SummaryRow> latest() {
        ObjectNode body = body(MODIFIED, true).put("limit", 1);
        return rows("find the last change of a job in project " + project, body);
    }

    /** A page of the rows that this column, a number, puts behind a value, ascending. */
    public List<SummaryRow> after(String column, String operator, long value, int offset) {
        ObjectNode body = body(column, false).put("limit", PAGE);
        filter(body, column, operator, operand -> operand.put("intValue", value));
        if (offset > 0) {
            body.put("start", offset);
        }
        return rows("ask for the changes of jobs in project " + project, body);
    }

    /** The row of this uuid, or none. */
    public List<SummaryRow> of(String uuid) {
        ObjectNode body = body(NUMBER, false).put("limit", 1);
        filter(body, "id", "EQUAL", operand -> operand.put("stringValue", uuid));
        return rows("look for job " + uuid + " of project " + project, body);
    }

    /** The rows of the jobs whose create request carried this comment, the lowest number first. */
    public List<SummaryRow> commented(String comment) {
        ObjectNode body = body(NUMBER, false).put("limit", PAGE);
        filter(body, "sys/job_comment", "EQUAL", operand -> operand.put("stringValue", comment));
        return rows("look for the job " + comment, body);
    }

    private ObjectNode body(String order, boolean descending) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("tableName", "project/" + projects.id(project) + "/eval/summary");
        for (String column : COLUMNS) {
            body.withArray("columns").addObject().put("columnName", column);
        }
        ObjectNode by = body.putArray("orderBy").addObject().put("columnName", order);
        if (descending) {
            by.put("descending", true);
        }
        return body.put("encodeWithType", true);
    }

    private static void filter(ObjectNode body, String column, String operator, Consumer<ObjectNode> value) {
        ArrayNode operands = body.putObject("filter").put("operator", operator).putArray("operands");
        operands.addObject().put("columnName", column);
        value.accept(operands.addObject());
    }

    private List<SummaryRow> rows(String purpose, ObjectNode body) {
        JsonNode answer = documents.query(purpose, "/datastore/queryTable", body);
        List<SummaryRow> rows = new ArrayList<>();
        for (JsonNode row : answer.path("records")) {
            String status = row.at("/sys~1job_status/value").asText("UNKNOWN");
            rows.add(new SummaryRow(
                    number(row, "/sys~1id/value"),
                    row.at("/id/value").asText(),
                    new JobStatus(status),
                    number(row, "/sys~1modified_time/value")));
        }
        return rows;
    }

    private static long number(JsonNode row, String pointer) {
        return Long.parseUnsignedLong(row.at(pointer).asText("0"), 16);
    }
}
