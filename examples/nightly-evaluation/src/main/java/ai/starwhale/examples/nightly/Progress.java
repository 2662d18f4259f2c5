// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import java.util.concurrent.TimeUnit;

/** Says now and then how many rows have been moved, and how fast. */
final class Progress {
    private static final int EVERY = 10_000;

    private final Report report;
    private final long start = System.nanoTime();
    private long rows;
    private long told;

    Progress(Report report) {
        this.report = report;
    }

    void add(int count) {
        rows += count;
        if (rows - told >= EVERY) {
            told = rows;
            report.line(String.format("results: %,d rows so far, %,d rows a second", rows, perSecond()));
        }
    }

    void finish() {
        double seconds = (System.nanoTime() - start) / 1e9;
        report.line(String.format("results: %,d rows in %.1f s, %,d rows a second", rows, seconds, perSecond()));
    }

    private long perSecond() {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return rows * 1000 / millis;
    }
}
