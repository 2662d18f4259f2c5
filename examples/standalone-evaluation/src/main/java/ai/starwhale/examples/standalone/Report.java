// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.standalone;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.Row;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** What the program prints, and how it ends. */
final class Report {
    private final PrintStream out = System.out;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    /** 0 if the evaluation has succeeded and its rows were read, else 1; waits for it. */
    int exitCode() {
        return exitCode.join();
    }

    void line(String text) {
        out.println(text);
    }

    void ended(Exchange exchange) {
        JobInfo job = exchange.getMessage().getBody(JobInfo.class);
        line("job " + job.id() + ": " + job.status());
        if (!job.status().equals(JobStatus.SUCCESS)) {
            exitCode.complete(1);
        }
    }

    void summary(Exchange exchange) {
        Map<?, ?> summary = exchange.getMessage().getBody(Map.class);
        line("summary: accuracy " + summary.get("accuracy") + " of " + summary.get("rows") + " rows");
    }

    void row(Exchange exchange) {
        Row row = exchange.getMessage().getBody(Row.class);
        line(String.format(
                "    %-8s for %-8s %s", row.get("output/mood"), row.get("input/label"), row.get("input/text")));
    }

    void file(Path file) {
        line("the rows are in " + file);
        exitCode.complete(0);
    }

    void failure(Exchange exchange) {
        line(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
        exitCode.complete(1);
    }
}
