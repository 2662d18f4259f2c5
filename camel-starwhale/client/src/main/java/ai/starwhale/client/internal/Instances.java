// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import ai.starwhale.client.internal.config.KnownInstances;
import ai.starwhale.client.internal.config.SwcliConfig;
import ai.starwhale.client.internal.config.SwcliInstance;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.server.ServerInstance;
import ai.starwhale.client.internal.standalone.StandaloneInstance;
import ai.starwhale.client.internal.standalone.run.RunTimes;
import ai.starwhale.client.internal.standalone.run.Runs;
import ai.starwhale.client.internal.standalone.run.Swcli;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The instances that one client talks to, each made when it is first named and then kept, so that all that is asked of
 * it shares its connections and its login.
 */
public final class Instances implements Closeable {
    private final KnownInstances known;
    private final Credentials credentials;
    private final @Nullable Path swcli;
    private final RunTimes runTimes;
    private final HttpSettings settings;
    private final Time time;
    private final Duration settle;
    private final Duration pollInterval;
    private final Map<SwcliInstance, Instance> open = new HashMap<>();
    private boolean closed;

    /**
     * Reads nothing yet.
     *
     * @param given the alias or address that is meant when none is named; null is swcli's current instance
     * @param credentials how to log in to that instance; those of all others are swcli's
     * @param swcli the executable that runs jobs of a Standalone instance; null is the one of the environment
     */
    public Instances(
            @Nullable String given,
            Credentials credentials,
            Supplier<SwcliConfig> configuration,
            @Nullable Path swcli,
            RunTimes runTimes,
            HttpSettings settings,
            Time time,
            Duration settle,
            Duration pollInterval) {
        this.known = new KnownInstances(given, configuration);
        this.credentials = credentials;
        this.swcli = swcli;
        this.runTimes = runTimes;
        this.settings = settings;
        this.time = time;
        this.settle = settle;
        this.pollInterval = pollInterval;
    }

    /** The instance of this alias or address; null is the default one. */
    public synchronized Instance get(@Nullable String named) {
        if (closed) {
            throw new IllegalStateException("this client is closed");
        }
        SwcliInstance instance = known.get(named);
        return open.computeIfAbsent(instance, found -> found.isStandalone() ? standalone(found) : server(found));
    }

    /** Has this be the default instance, in place of what would be made of its name. */
    public synchronized void use(Instance instance) {
        open.put(known.get(null), instance);
    }

    private Instance standalone(SwcliInstance instance) {
        SwcliConfig configuration = known.configuration();
        Runs runs = new Runs(() -> Swcli.find(swcli, System.getenv()), runTimes);
        return new StandaloneInstance(
                configuration.storageRoot(),
                instance.currentProject(),
                runs,
                other -> known.get(other).isStandalone(),
                Map.of("SW_CLI_CONFIG", configuration.file().toAbsolutePath().toString()),
                time,
                pollInterval);
    }

    private Instance server(SwcliInstance instance) {
        Credentials own = instance.token() == null ? Credentials.NONE : Credentials.token(instance.token());
        boolean isGiven = !credentials.equals(Credentials.NONE) && instance.equals(known.get(null));
        Credentials used = isGiven ? credentials : own;
        Transport transport = new Transport(instance.uri(), used, settings, time);
        return new ServerInstance(
                transport,
                instance.currentProject(),
                other -> known.get(other).uri().equals(instance.uri()),
                time,
                settle,
                pollInterval);
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Instance::close);
        open.clear();
    }
}
