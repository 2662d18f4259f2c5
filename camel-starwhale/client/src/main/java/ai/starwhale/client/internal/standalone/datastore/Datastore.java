// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.Column;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.artifact.ArtifactValues;
import ai.starwhale.client.internal.artifact.Blobs;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.rows.LatePages;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.PagedRowStream;
import ai.starwhale.client.internal.standalone.files.Confined;
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
    private final Blobs blobs;
    private final int longestLine;
    private final Table.Opener opener;
    private final Executor readAhead;

    /**
     * Reads nothing yet.
     *
     * @param root the instance's root
     * @param blobs where the bytes are that links in tables lead to
     * @param longestLine the most bytes that all that was ever written to one row may take
     */
    public Datastore(Confined root, Time time, Blobs blobs, int longestLine, Executor readAhead) {
        this(root, time, blobs, longestLine, readAhead, BlockFile::open);
    }

    Datastore(Confined root, Time time, Blobs blobs, int longestLine, Executor readAhead, Table.Opener opener) {
        this.root = root;
        this.time = time;
        this.catalog = new Catalog(root, time);
        this.blobs = blobs;
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
        String purpose = "the summary of job " + version;
        Table summaries = new Table(purpose, folder, root, time, opener);
        ArtifactValues values = new ArtifactValues(blobs);
        PageSource pages = scan(summaries, scan, values);
        try (RowStream rows = values.converted(new PagedRowStream(pages, Runnable::run), purpose)) {
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
        ArtifactValues values = new ArtifactValues(blobs);
        PageSource pages = new LatePages(purpose, () -> scan(table.get(), scan, values));
        return values.converted(new PagedRowStream(pages, readAhead), purpose);
    }

    /** The columns of one of the job's tables; all of it has to be read for it. */
    public List<Column> columns(Table table) {
        TableManifest manifest = table.manifest();
        Map<String, Set<Kind>> found = new TreeMap<>();
        PageSource pages = scan(table, Scan.all().keepNone(), ObjectValues.AS_DATA);
        try (RowStream rows = new PagedRowStream(pages, readAhead)) {
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

    private PageSource scan(Table table, Scan scan, ObjectValues objects) {
        return new TableScan(table, scan, objects, longestLine);
    }

    private static String folder(String project, String version) {
        return "project/" + project + "/eval/" + version.substring(0, 2) + "/" + version + "/";
    }
}
