// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures everything, and says first what matters: how the times relate. */
public final class Comparison {
    private final Map<String, Result<?>> results = new TreeMap<>();

    private Comparison(Collection<RunResult> runs) {
        runs.forEach(run -> results.put(
                run.getParams().getBenchmark().replaceAll(".*\\.(.*\\..*)", "$1") + " "
                        + run.getParams().getParam("form"),
                run.getPrimaryResult()));
    }

    /** The arguments are regular expressions of what to measure; none is everything. */
    public static void main(String[] arguments) throws RunnerException {
        var options = new OptionsBuilder().verbosity(VerboseMode.SILENT).shouldFailOnError(true);
        for (String wanted : arguments) {
            options.include(wanted);
        }
        new Comparison(new Runner(options.build()).run()).print();
    }

    private void print() {
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
        }
        System.out.println();
        results.forEach((name, result) -> System.out.printf(
                Locale.ROOT,
                "%-34s %9.1f %s, from %.1f to %.1f%n",
                name,
                result.getStatistics().getPercentile(50),
                result.getScoreUnit(),
                result.getStatistics().getMin(),
                result.getStatistics().getMax()));
    }

    private static void ratio(String name, Form form, double above, double below, String target) {
        if (!Double.isNaN(above / below)) {
            System.out.printf(Locale.ROOT, "%-38s %-8s %5.2f  %s%n", name, form, above / below, target);
        }
    }

    /** The median, which other work on the machine moves least. */
    private double time(String benchmark, Form form) {
        Result<?> result = results.get(benchmark + " " + form);
        return result == null ? Double.NaN : result.getStatistics().getPercentile(50);
    }
}
