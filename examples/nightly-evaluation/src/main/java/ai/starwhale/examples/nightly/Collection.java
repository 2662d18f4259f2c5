// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import ai.starwhale.camel.JobStatusChange;
import ai.starwhale.camel.StarwhaleJson;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Exchange;

/** The steps of a route that moves the results of one evaluation, page by page. */
final class Collection {
    private static final String PROPERTY = "collected";

    private final Path output;
    private final DataSource database;
    private final Report report;

    Collection(Path output, DataSource database, Report report) {
        this.output = output;
        this.database = database;
        this.report = report;
    }

    /** One evaluation that is being moved. */
    private record Collected(JobInfo job, JsonLinesFile file, ResultsTable table, Progress progress) {}

    void begin(Exchange exchange) throws Exception {
        JobInfo job = exchange.getMessage().getBody(JobStatusChange.class).job();
        // The number is a number: the client has checked it.
        JsonLinesFile file = new JsonLinesFile(output.resolve("results-" + job.id() + ".jsonl"));
        ResultsTable table = new ResultsTable(database);
        exchange.setProperty(PROPERTY, new Collected(job, file, table, new Progress(report)));
    }

    void appendToFile(Exchange exchange) throws IOException {
        collected(exchange).file.append(page(exchange));
    }

    void insert(Exchange exchange) throws Exception {
        Collected collected = collected(exchange);
        List<Row> page = page(exchange);
        collected.table.insert(collected.job.uuid(), page);
        collected.progress.add(page.size());
    }

    void finish(Exchange exchange) throws Exception {
        Collected collected = collected(exchange);
        Path file = collected.file.finish();
        collected.progress.finish();
        report.line(String.format(
                "%,d rows in table \"results\" of %s",
                collected.table.count(collected.job.uuid()), Database.url(output)));
        report.line(String.format("%,d lines in %s", collected.file.lines(), file));
    }

    /** Closes and removes what is only half there. */
    void abandon(Exchange exchange) throws IOException {
        Collected collected = exchange.getProperty(PROPERTY, Collected.class);
        if (collected != null) {
            collected.file.close();
        }
    }

    void writeSummary(Exchange exchange) throws IOException {
        Map<?, ?> summary = exchange.getMessage().getBody(Map.class);
        Path file = output.resolve("summary-" + collected(exchange).job.id() + ".json");
        // It has its name only when it is whole.
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(partial, StarwhaleJson.toJson(summary));
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        report.summary(summary, file);
    }

    private static Collected collected(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Collected.class);
    }

    @SuppressWarnings("unchecked") // With outputType=pages every part is a page.
    private static List<Row> page(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
