// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** Makes Server instances whose background work somebody else does; it stands here because no user can. */
public final class InstanceInMemory {
    private InstanceInMemory() {}

    public static Instance over(
            Transport transport, Time time, Duration settle, ExecutorService background, Executor readAhead) {
        Duration interval = Duration.ofSeconds(5);
        return new ServerInstance(transport, "demo", other -> false, time, settle, interval, background, readAhead);
    }
}
