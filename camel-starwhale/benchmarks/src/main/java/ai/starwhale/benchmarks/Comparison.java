// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures everything, and says first what matters: how the times relate. */
public final class Comparison {
    private static final String WATCHED_JOBS = "WatchedJobs";

    private final Map<String, Result<?>> results = new TreeMap<>();

    private Comparison(Collection<RunResult> runs) {
        runs.forEach(run -> {
            String form = run.getParams().getParam("form");
            String name = run.getParams().getBenchmark().replaceAll(".*\\.(.*\\..*)", "$1");
            results.put(form == null ? name : name + " " + form, run.getPrimaryResult());
        });
    }

    /** The arguments are regular expressions of what to measure; none is everything. */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        if (!wanted.equals(List.of(WATCHED_JOBS))) {
            var options = new OptionsBuilder().verbosity(VerboseMode.SILENT).shouldFailOnError(true);
            wanted.forEach(options::include);
            new Comparison(new Runner(options.build()).run()).print();
        }
        if (wanted.isEmpty() || wanted.contains(WATCHED_JOBS)) {
            WatchedJobs.print();
        }
    }

    private void print() throws IOException, InterruptedException {
        for (Form form : Form.values()) {
            ratio(
                    "decoding a page / its tokens",
                    form,
                    time("PageBenchmark.decode", form),
                    time("PageBenchmark.tokenize", form),
                    "at most 1.5");
            double bound = Math.max(time("ScanBenchmark.fetch", form), time("DecodeBenchmark.decode", form));
            double scan = time("ScanBenchmark.scan", form);
            ratio("speed of a scan / of its slower half", form, bound, scan, "at least 0.8");
            ratio("speed of a scan / of a simple one", form, time("ScanBenchmark.simple", form), scan, "");
            printRoute(form);
        }
        if (results.containsKey("StandaloneBenchmark.scan")) {
            printStandalone();
        }
        System.out.println();
        results.forEach((name, result) -> System.out.printf(
                Locale.ROOT,
                "%-46s %9.1f %s, from %.1f to %.1f%n",
                name,
                result.getStatistics().getPercentile(50),
                result.getScoreUnit(),
                result.getStatistics().getMin(),
                result.getStatistics().getMax()));
    }

    private void printRoute(Form form) {
        double rows = time("RouteBenchmark.rows", form);
        double inMemory = time("RouteBenchmark.rowsInMemory", form);
        double list = time("RouteBenchmark.list", form);
        ratio("in a route: time of rows / of a list of them", form, inMemory, list, "at most 1.1");
        double pages = time("RouteBenchmark.pagesInMemory", form);
        ratio("in a route: speed of pages / of rows", form, inMemory, pages, "at least 5");
        ratio("in a route: time of rows of a Server / of a list", form, rows, list, "");
        ratio("in a route: ... / of rows of camel-sql", form, rows, time("RouteBenchmark.sql", form), "");
    }

    private void printStandalone() throws IOException, InterruptedException {
        double scan = time("StandaloneBenchmark.scan");
        ratio("Standalone: a scan / its tokens", "", scan, time("StandaloneBenchmark.tokenize"), "at most 1");
        PythonSdk sdk = PythonSdk.find();
        if (sdk == null) {
            System.out.println(
                    "Standalone: there is no swcli, the table was written as the SDK would; set SWCLI to what"
                            + " .ci/swcli prints");
            return;
        }
        StandaloneTable table = StandaloneTable.ready();
        double all = 1000 * sdk.seconds(table, 0);
        double last = 1000 * sdk.seconds(table, StandaloneBenchmark.LAST);
        ratio("Standalone: speed of a scan / the SDK's", "", all, scan, "at least 20");
        ratio("Standalone: ... of the last 100 rows", "", last, time("StandaloneBenchmark.last"), "at least 20");
        System.out.printf(
                Locale.ROOT,
                "Standalone: the SDK, which wrote the table, reads it in %.0f ms, and its last 100 rows in %.0f ms%n",
                all,
                last);
    }

    private static void ratio(String name, Form form, double above, double below, String target) {
        ratio(name, form.name(), above, below, target);
    }

    private static void ratio(String name, String form, double above, double below, String target) {
        if (!Double.isNaN(above / below)) {
            System.out.printf(Locale.ROOT, "%-48s %-8s %5.2f  %s%n", name, form, above / below, target);
        }
    }

    /** The median, which other work on the machine moves least. */
    private double time(String benchmark, Form form) {
        return time(benchmark + " " + form);
    }

    private double time(String name) {
        Result<?> result = results.get(name);
        return result == null ? Double.NaN : result.getStatistics().getPercentile(50);
    }
}
