// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.time.Duration;
import java.time.Instant;

/** Where the client takes the time from, so that tests have a time of their own. */
public interface Time {

    /** The time of the machine. */
    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }
    };

    Instant now();

    /** Lets the time pass. */
    void pause(Duration duration) throws InterruptedException;
}
