// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.Column;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.rows.LatePages;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.PagedRowStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tables of the evaluations of a Standalone instance, named by project and the full version of a job. */
public final class Datastore {
    private final Confined root;
    private final Time time;
    private final Catalog catalog;
    private final ObjectValues objects;
    private final int longestLine;
    private final Table.Opener opener;
    private final Executor readAhead;

    /**
     * Reads nothing yet.
     *
     * @param root the instance's root
     * @param objects what the objects of tables become
     * @param longestLine the most bytes that all that was ever written to one row may take
     */
    public Datastore(Confined root, Time time, ObjectValues objects, int longestLine, Executor readAhead) {
        this(root, time, objects, longestLine, readAhead, BlockFile::open);
    }

    Datastore(
            Confined root, Time time, ObjectValues objects, int longestLine, Executor readAhead, Table.Opener opener) {
        this.root = root;
        this.time = time;
        this.catalog = new Catalog(root, time);
        this.objects = objects;
        this.longestLine = longestLine;
        this.opener = opener;
        this.readAhead = readAhead;
    }

    /** The job's row in the project's table of summaries; empty where there is none. */
    public Map<String, Object> summary(String project, String version) {
        String name = "project/" + project + "/eval/summary";
        Path folder = catalog.tables(name).get(name);
        if (folder == null) {
            return Map.of();
        }
        Scan scan = Scan.from(version).to(version).endInclusive();
        Table summaries = new Table("the summary of job " + version, folder, root, time, opener);
        try (RowStream rows = new PagedRowStream(scan(summaries, scan), Runnable::run)) {
            return rows.hasNext() ? rows.next() : Map.of();
        } catch (NotFoundException neverWritten) {
            return Map.of();
        }
    }

    /** The names of the job's tables, sorted, those that were begun and never written among them. */
    public List<String> tables(String project, String version) {
        String prefix = folder(project, version);
        return catalog.tables(prefix).keySet().stream()
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    /** The rows of one of the job's tables, which is looked for when the first is asked for. */
    public RowStream rows(Supplier<Table> table, Scan scan, String purpose) {
        return new PagedRowStream(new LatePages(purpose, () -> scan(table.get(), scan)), readAhead);
    }

    /** The columns of one of the job's tables; all of it has to be read for it. */
    public List<Column> columns(Table table) {
        TableManifest manifest = table.manifest();
        Map<String, Set<Kind>> found = new TreeMap<>();
        try (RowStream rows = new PagedRowStream(scan(table, Scan.all().keepNone()), readAhead)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                for (String name : row.keySet()) {
                    Set<Kind> kinds = found.computeIfAbsent(name, none -> EnumSet.noneOf(Kind.class));
                    kinds.add(row.type(name).kind());
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        found.forEach((name, kinds) -> {
            kinds.remove(Kind.UNKNOWN);
            columns.add(name.equals(manifest.keyColumn()) ? 0 : columns.size(), new Column(name, kinds));
        });
        return columns;
    }

    /**
     * One of the job's tables.
     *
     * @param purpose what the table is called in messages
     * @return null if there is no such table
     */
    public @Nullable Table table(String project, String version, String table, String purpose) {
        String name = folder(project, version) + table;
        Path folder = catalog.tables(name).get(name);
        return folder == null ? null : new Table(purpose, folder, root, time, opener);
    }

    private PageSource scan(Table table, Scan scan) {
        return new TableScan(table, scan, objects, longestLine);
    }

    private static String folder(String project, String version) {
        return "project/" + project + "/eval/" + version.substring(0, 2) + "/" + version + "/";
    }
}
