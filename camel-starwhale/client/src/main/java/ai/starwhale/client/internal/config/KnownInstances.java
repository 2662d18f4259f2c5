// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.config;

import ai.starwhale.client.InvalidRequestException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the names of instances mean: an alias of swcli, an address, {@code local}, or none for the default one. */
public final class KnownInstances {
    private static final String LOCAL = "local";

    private final @Nullable String given;
    private final Supplier<SwcliConfig> configuration;
    private @Nullable SwcliConfig read;

    /**
     * Reads nothing yet.
     *
     * @param given the name of the instance that is meant when none is named; null is swcli's current one
     * @param configuration is asked once, when it is first needed
     */
    public KnownInstances(@Nullable String given, Supplier<SwcliConfig> configuration) {
        this.given = given == null || given.isBlank() ? null : given;
        this.configuration = configuration;
    }

    /** The instance of this name, its address made regular; null is the default one. */
    public SwcliInstance get(@Nullable String name) {
        return name == null ? named(defaultName()) : named(name.strip());
    }

    /** What swcli knows. */
    public synchronized SwcliConfig configuration() {
        SwcliConfig present = read;
        if (present == null) {
            present = configuration.get();
            read = present;
        }
        return present;
    }

    private String defaultName() {
        if (given != null) {
            return given.strip();
        }
        String current = configuration().currentInstance();
        if (current == null) {
            throw new InvalidRequestException(
                    "no instance is given, and swcli has none selected; give one such as 'https://host'", 0, null);
        }
        return current;
    }

    private SwcliInstance named(String name) {
        String alias = alias(name);
        if (alias.isEmpty()) {
            throw notAnAddress();
        }
        if (alias.contains("://")) {
            return at(regular(alias));
        }
        return known(alias);
    }

    private SwcliInstance known(String name) {
        SwcliInstance instance = configuration().instances().get(name);
        if (instance != null) {
            return instance.isStandalone() ? instance : instance.at(regular(instance.uri()));
        }
        if (name.equals(LOCAL)) {
            return new SwcliInstance(LOCAL, LOCAL, "standalone", null, "self");
        }
        if (name.contains(".") || name.contains(":")) {
            return atHost(name);
        }
        if (name.contains("@")) {
            throw notAnAddress();
        }
        throw new InvalidRequestException(
                "instance '" + name + "' is not known; expected an address such as 'https://host', or one of swcli's "
                        + configuration().instances().keySet(),
                0,
                null);
    }

    /** A host alone is asked with TLS, unless swcli logs in there without: it puts http before such a name. */
    private SwcliInstance atHost(String host) {
        String encrypted = regular("https://" + host);
        String plain = regular("http://" + host);
        return at(configured(encrypted).isEmpty() && !configured(plain).isEmpty() ? plain : encrypted);
    }

    private List<SwcliInstance> configured(String address) {
        return configuration().instances().values().stream()
                .filter(instance -> !instance.isStandalone() && isAt(instance.uri(), address))
                .toList();
    }

    /** The instance at an address; of several the default one, else the first. */
    private SwcliInstance at(String address) {
        List<SwcliInstance> found = configured(address);
        String preferred = given == null ? configuration().currentInstance() : alias(given);
        return found.stream()
                .filter(instance -> instance.alias().equals(preferred))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .map(instance -> instance.at(address))
                .orElseGet(() -> new SwcliInstance(address, address, "cloud", null, null));
    }

    /** The alias that a name is, if it is one: {@code cloud://alias} is {@code alias}. */
    private static String alias(String name) {
        return name.strip().replaceFirst("^(?i)(cloud|server)://", "").replaceFirst("/$", "");
    }

    private static boolean isAt(String configured, String address) {
        try {
            return regular(configured).equals(address);
        } catch (InvalidRequestException mistake) {
            // A mistake in one entry of the configuration is no reason not to find the others.
            return false;
        }
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
                        + " and password, and without an underscore in the host's name",
                0,
                null);
    }
}
