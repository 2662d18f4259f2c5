// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Where the settings come from: the defaults, a file, the environment, and system properties, the later the stronger. */
final class Settings {
    private static final String PREFIX = "starwhale.";
    private static final List<String> NEEDED = List.of("project", "model", "handler", "dataset");

    private Settings() {}

    static Properties load(Map<String, String> environment, Properties system, Path file) throws IOException {
        Properties settings = new Properties();
        try (InputStream defaults = Settings.class.getResourceAsStream("/application.properties")) {
            settings.load(Objects.requireNonNull(defaults));
        }
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.load(reader);
            }
        }
        environment.forEach(
                (name, value) -> put(settings, name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        system.stringPropertyNames().forEach(name -> put(settings, name, system.getProperty(name)));
        // Quartz takes the schedule from an address, where spaces are written so.
        settings.setProperty(
                "nightly.trigger",
                "cron=" + settings.getProperty("starwhale.cron").strip().replace(' ', '+'));
        connect(settings);
        return settings;
    }

    private static void put(Properties settings, String name, String value) {
        if (name.startsWith(PREFIX) && !value.isBlank()) {
            settings.setProperty(name, value.strip());
        }
    }

    /** Hands the connection to the component, so that no address of an endpoint holds a secret. */
    static void connect(Properties settings) {
        for (String name : List.of("instance", "token", "username", "password", "project")) {
            String value = settings.getProperty(PREFIX + name);
            if (value != null) {
                settings.setProperty("camel.component.starwhale." + name, value);
            }
        }
    }

    static void check(Properties settings) {
        List<String> missing = NEEDED.stream()
                .filter(name -> !settings.containsKey(PREFIX + name))
                .map(name -> "STARWHALE_" + name.toUpperCase(Locale.ROOT))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("please set " + String.join(", ", missing)
                    + " as environment variables, or in nightly-evaluation.properties");
        }
    }
}
