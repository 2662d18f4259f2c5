// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import ai.starwhale.camel.JobStatusChange;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Task;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** What the program prints. */
final class Report {
    private static final int WIDEST = 60;

    private final PrintStream out = System.out;

    void line(String text) {
        out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }

    void created(JobInfo job) {
        line("created job " + job.id() + ": " + job.uri());
    }

    void changed(JobStatusChange change) {
        line("job " + change.job().id() + ": " + (change.from() == null ? "" : change.from() + " -> ") + change.to());
    }

    void failure(String what, Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        line(what + ": " + cause.getMessage());
    }

    /** The reasons of the tasks that failed. */
    void failedTasks(Exchange exchange) {
        List<?> tasks = exchange.getMessage().getBody(List.class);
        for (Object entry : tasks) {
            Task task = (Task) entry;
            if (task.failedReason() != null) {
                line("task " + task.id() + " of step " + task.step() + " failed after " + task.retries() + " retries: "
                        + task.failedReason());
            }
        }
    }

    /** The metrics as a table; what the Server keeps beside them is in the file. */
    void summary(Map<?, ?> summary, Path file) {
        List<String> metrics = summary.keySet().stream()
                .map(String::valueOf)
                .filter(name -> !name.startsWith("sys/"))
                .toList();
        int width = metrics.stream().mapToInt(String::length).max().orElse(0);
        line("summary:");
        metrics.forEach(name -> out.println("    " + padded(name, width) + "  " + shortened(summary.get(name))));
        out.println("    (with " + (summary.size() - metrics.size()) + " columns of the Server in " + file + ")");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "...";
    }
}
