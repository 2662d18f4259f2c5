// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.internal.config.SwcliConfig;
import ai.starwhale.client.internal.config.SwcliInstance;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.server.ServerInstance;
import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The instances that one client talks to, each made when it is first named and then kept, so that all that is asked of
 * it shares its connections and its login.
 */
public final class Instances implements Closeable {
    private final @Nullable String given;
    private final Credentials credentials;
    private final Supplier<SwcliConfig> configuration;
    private final HttpSettings settings;
    private final Time time;
    private final Duration settle;
    private final Duration pollInterval;
    private final Map<SwcliInstance, Instance> open = new HashMap<>();
    private @Nullable SwcliConfig read;
    private boolean closed;

    /**
     * Reads nothing yet.
     *
     * @param given the alias or address that is meant when none is named; null is swcli's current instance
     * @param credentials how to log in to that instance; those of all others are swcli's
     */
    public Instances(
            @Nullable String given,
            Credentials credentials,
            Supplier<SwcliConfig> configuration,
            HttpSettings settings,
            Time time,
            Duration settle,
            Duration pollInterval) {
        this.given = given;
        this.credentials = credentials;
        this.configuration = configuration;
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
        SwcliInstance known = known(named == null ? defaultInstance() : named);
        if (known.isStandalone()) {
            throw new InvalidRequestException(
                    "instance '" + known.alias()
                            + "' is a Standalone instance; only Server and Cloud are supported so far",
                    0,
                    null);
        }
        return open.computeIfAbsent(known, this::server);
    }

    private Instance server(SwcliInstance known) {
        Credentials own = known.token() == null ? Credentials.NONE : Credentials.token(known.token());
        boolean isGiven = !credentials.equals(Credentials.NONE) && known.equals(known(defaultInstance()));
        Credentials used = isGiven ? credentials : own;
        Transport transport = new Transport(known.uri(), used, settings, time);
        return new ServerInstance(
                transport,
                known.currentProject(),
                other -> known(other).uri().equals(known.uri()),
                time,
                settle,
                pollInterval);
    }

    private String defaultInstance() {
        if (given != null) {
            return given;
        }
        String current = configuration().currentInstance();
        if (current == null) {
            throw new InvalidRequestException(
                    "no instance is given, and swcli has none selected; give one such as 'https://host'", 0, null);
        }
        return current;
    }

    /** What is known of an alias or address, its address made regular. */
    private SwcliInstance known(String name) {
        if (name.contains("://")) {
            String address = regular(name);
            return configuration().instances().values().stream()
                    .filter(instance -> !instance.isStandalone() && isAt(instance.uri(), address))
                    .findFirst()
                    .map(instance -> at(instance, address))
                    .orElseGet(() -> new SwcliInstance(address, address, "cloud", null, null));
        }
        SwcliInstance instance = configuration().instances().get(name);
        if (instance != null) {
            return instance.isStandalone() ? instance : at(instance, regular(instance.uri()));
        }
        if (name.equals("local")) {
            return new SwcliInstance(name, name, "standalone", null, null);
        }
        if (name.contains(".") || name.contains(":")) {
            return known("https://" + name);
        }
        throw new InvalidRequestException(
                "instance '" + name + "' is not known; expected an address such as 'https://host', or one of swcli's "
                        + configuration().instances().keySet(),
                0,
                null);
    }

    private static boolean isAt(String configured, String address) {
        try {
            return regular(configured).equals(address);
        } catch (InvalidRequestException mistake) {
            // A mistake in one entry of the configuration is no reason not to find the others.
            return false;
        }
    }

    private static SwcliInstance at(SwcliInstance instance, String address) {
        return new SwcliInstance(
                instance.alias(), address, instance.type(), instance.token(), instance.currentProject());
    }

    private SwcliConfig configuration() {
        SwcliConfig present = read;
        if (present == null) {
            present = configuration.get();
            read = present;
        }
        return present;
    }

    /** Scheme, host and port alone, in small letters; a port that the scheme implies is left out. */
    private static String regular(String address) {
        URI uri;
        try {
            uri = URI.create(address.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw notAnAddress();
        }
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
        boolean http = scheme.equals("http");
        if (!(http || scheme.equals("https")) || uri.getHost() == null || uri.getUserInfo() != null) {
            throw notAnAddress();
        }
        boolean implied = uri.getPort() == -1 || uri.getPort() == (http ? 80 : 443);
        return scheme + "://" + uri.getHost() + (implied ? "" : ":" + uri.getPort());
    }

    private static InvalidRequestException notAnAddress() {
        // The text is not repeated: people put passwords into addresses.
        return new InvalidRequestException(
                "the address of an instance is expected to be like 'https://host' or 'http://host:8082', without user"
                        + " and password",
                0,
                null);
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Instance::close);
        open.clear();
    }
}
