// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a recorded evaluation wrote: its metrics and its tables. */
public final class RecordedEvaluation {

    private RecordedEvaluation() {}

    /** The metrics: the columns of the summary row that the Server did not write itself. */
    public static Map<String, Object> summary() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        row("scan_summary_one.json").forEach((name, value) -> {
            if (!name.startsWith("sys/") && !name.equals(Table.KEY)) {
                metrics.put(name, value);
            }
        });
        return metrics;
    }

    /** The ten recorded result rows over and over, with running ids {@code mnist_0}, {@code mnist_1}, ... */
    public static Table results(long rows) {
        return Table.repeated(rows("scan_results.json"), rows);
    }

    /** The recorded table {@code labels}. */
    public static Table labels() {
        return Table.of(rows("scan_labels.json"));
    }

    /** The recorded table {@code confusion_matrix/binarylabel}. */
    public static Table confusionMatrix() {
        return Table.of(rows("scan_confusion_matrix.json"));
    }

    /** A job that succeeds with the recorded metrics and tables, and so many result rows. */
    public static JobScript script(long rows) {
        return JobScript.succeed()
                .summary(summary())
                .table("results", results(rows))
                .table("labels", labels())
                .table("confusion_matrix/binarylabel", confusionMatrix());
    }

    static Map<String, Object> row(String file) {
        return rows(file).get(0);
    }

    static List<Map<String, Object>> rows(String file) {
        return Values.rows(RecordedFiles.text(file));
    }
}
