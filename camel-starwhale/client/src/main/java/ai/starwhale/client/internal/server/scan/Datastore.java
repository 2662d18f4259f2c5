// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import ai.starwhale.client.Column;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.artifact.ArtifactValues;
import ai.starwhale.client.internal.artifact.Blobs;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.rows.LatePages;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.PagedRowStream;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.JobDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The tables of a Server. They are named by the number of the project and the uuid of the job; a name of the project
 * would find nothing, without an error.
 */
public final class Datastore {
    private final Transport transport;
    private final Documents documents;
    private final Executor readAhead;
    private final Blobs blobs;

    public Datastore(Transport transport, Documents documents, Executor readAhead, Blobs blobs) {
        this.transport = transport;
        this.documents = documents;
        this.readAhead = readAhead;
        this.blobs = blobs;
    }

    /** The job's row in the project's table of summaries, or nothing. */
    public Map<String, Object> summary(String projectId, String uuid) {
        String table = "project/" + projectId + "/eval/summary";
        // One row more than there can be, so that the page is known to be the last.
        Scan scan = Scan.from(uuid).to(uuid).endInclusive().pageSize(2);
        String purpose = "the summary of job " + uuid;
        ArtifactValues values = values();
        ScanPages pages = new ScanPages(
                transport, table, purpose, scan, values, () -> Set.of(Kind.STRING), () -> {}, Runnable::run);
        try (RowStream rows = values.converted(new PagedRowStream(pages, Runnable::run), purpose)) {
            return rows.hasNext() ? rows.next() : Map.of();
        }
    }

    /** The names of the job's tables. */
    public List<String> tables(String projectId, String uuid) {
        String folder = folder(projectId, uuid);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("prefixes").add(folder);
        JsonNode answer = documents.query("list the tables of job " + uuid, "/datastore/listTables", body);
        return JobDocument.each(answer.path("tables"), JsonNode::asText).stream()
                .filter(name -> name.startsWith(folder))
                .map(name -> name.substring(folder.length()))
                .toList();
    }

    /** What the objects of one scan become. */
    private ArtifactValues values() {
        return new ArtifactValues(blobs);
    }

    /** The rows of pages that are looked for when the first is asked for, with what their objects are to become. */
    public RowStream rows(String purpose, Function<ObjectValues, PageSource> pages) {
        ArtifactValues values = values();
        PageSource late = new LatePages(purpose, () -> pages.apply(values));
        return values.converted(new PagedRowStream(late, readAhead), purpose);
    }

    /**
     * The pages of one of the job's tables.
     *
     * @param objects what its objects become
     * @param whenEmpty called when there is not one row
     */
    public PageSource pages(
            String projectId,
            String uuid,
            String table,
            String purpose,
            Scan scan,
            ObjectValues objects,
            Runnable whenEmpty) {
        String name = folder(projectId, uuid) + table;
        PageSource pages = new ScanPages(
                transport, name, purpose, scan, objects, () -> keyTypes(name, purpose), whenEmpty, readAhead);
        return scan.columns().isEmpty()
                ? pages
                : new ChosenColumns(
                        pages,
                        scan,
                        "cannot read " + purpose + " on " + transport.base(),
                        () -> columns(projectId, uuid, table, purpose));
    }

    /** A Server answers no rows for a table that is not there, which would hide a misspelt name for ever. */
    public void checkTable(String job, String table, List<String> tables) {
        if (!tables.contains(table)) {
            throw new NotFoundException(
                    "job " + job + " on " + transport.base() + " has no table '" + table + "'; it has " + tables,
                    0,
                    null);
        }
    }

    /** The columns of one of the job's tables; none for a table that is not there. */
    public List<Column> columns(String projectId, String uuid, String table, String purpose) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("tables").addObject().put("tableName", folder(projectId, uuid) + table);
        String asked = "read the columns of " + purpose;
        List<Column> columns = new ArrayList<>();
        hints(asked, body)
                .properties()
                .forEach(hint -> columns.add(new Column(hint.getKey(), kinds(asked, hint.getValue()))));
        columns.sort(Comparator.comparing((Column column) -> !column.name().equals(PageQuery.KEY_COLUMN))
                .thenComparing(Column::name));
        return columns;
    }

    private Set<Kind> keyTypes(String table, String purpose) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode wanted = body.putArray("tables").addObject().put("tableName", table);
        wanted.putArray("columns").addObject().put("columnName", PageQuery.KEY_COLUMN);
        String asked = "read the keys of " + purpose;
        return kinds(asked, hints(asked, body).path(PageQuery.KEY_COLUMN));
    }

    /** What a scan says of its columns, in the whole table; one row has to be read for it. */
    private JsonNode hints(String purpose, ObjectNode scan) {
        return documents
                .query(purpose, "/datastore/scanTable", scan.put("limit", 1))
                .path("columnHints");
    }

    private Set<Kind> kinds(String purpose, JsonNode hint) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (JsonNode name : hint.path("typeHints")) {
            try {
                kinds.add(Kind.valueOf(name.asText()));
            } catch (IllegalArgumentException e) {
                throw new ProtocolException(
                        "cannot " + purpose + " on " + transport.base() + ": a column has the type " + name
                                + ", which is not known",
                        200,
                        e);
            }
        }
        return kinds;
    }

    private static String folder(String projectId, String uuid) {
        return "project/" + projectId + "/eval/" + uuid.substring(0, 2) + "/" + uuid + "/";
    }
}
