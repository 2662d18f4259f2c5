// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import java.time.Duration;

/**
 * How long is waited for what. These are times of real processes, so that tests choose short ones rather than a clock.
 *
 * @param poll how often the output is read
 * @param finish how long a run that said that it has finished may do nothing before it is taken for hung
 * @param interrupt how long a cancelled run may take to end by itself, which leaves its rows
 * @param end how long it may take to end when it is told to, before it is killed
 */
public record RunTimes(Duration poll, Duration finish, Duration interrupt, Duration end) {
    public static final RunTimes DEFAULT =
            new RunTimes(Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5));
}
