// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** What the program prints. */
final class Report {
    private final PrintStream out = System.out;

    void line(String text) {
        out.println(time(Instant.now()) + "  " + text);
    }

    /** The time of a fire, as it is on the clock. */
    static String time(Instant time) {
        String text = LocalTime.ofInstant(time, ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return text.length() == 5 ? text + ":00" : text;
    }
}
