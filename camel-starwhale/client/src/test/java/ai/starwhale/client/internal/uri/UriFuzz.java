// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.internal.config.KnownInstances;
import ai.starwhale.client.internal.config.SwcliConfig;
import ai.starwhale.client.internal.config.SwcliInstance;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Any name, beginning with those that the Python SDK was asked: what it means is also what its regular form means. */
class UriFuzz {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "swcli");
    private static final KnownInstances INSTANCES = new KnownInstances(
            null, () -> SwcliConfig.read(RESOURCES.resolve("current-mycloud.yaml"), Map.of(), Path.of("home")));

    static Stream<byte[]> recorded() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (Stream<String> lines = Files.lines(RESOURCES.resolve("uri-cases.jsonl"))) {
            return lines
                    .map(line -> {
                        try {
                            return json.readTree(line).path("input").asText();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .distinct()
                    .map(name -> name.getBytes(StandardCharsets.UTF_8))
                    .toList()
                    .stream();
        }
    }

    @MethodSource("recorded")
    @DictionaryEntries({
        "project/",
        "projects/",
        "job/",
        "jobs/",
        "evaluations/",
        "model/",
        "/version/",
        "/versions/",
        "cloud://",
        "server://",
        "http://",
        "https://",
        "%2F",
        "%40",
        "@"
    })
    @FuzzTest
    void anyNameIsUnderstoodOrRefused(byte @NotNull [] name) {
        String text = new String(name, StandardCharsets.UTF_8);
        check(text, JobUri::parse, UriFuzz::print, JobUri::instance);
        check(text, ProjectUri::parse, UriFuzz::print, ProjectUri::instance);
        for (BundleUri.Kind kind : BundleUri.Kind.values()) {
            check(text, each -> BundleUri.parse(kind, each), UriFuzz::print, BundleUri::instance);
        }
        checkInstance(text);
    }

    private static <T> void check(
            String text, Function<String, T> parser, Function<T, String> printer, Function<T, String> instance) {
        T parsed;
        try {
            parsed = parser.apply(text);
        } catch (InvalidRequestException e) {
            isNotQuotedWithAPassword(text, e);
            return;
        }
        String printed = printer.apply(parsed);
        assertThat(parser.apply(printed)).as(printed).isEqualTo(parsed);
        if (instance.apply(parsed) != null) {
            checkInstance(instance.apply(parsed));
        }
    }

    private static void checkInstance(String name) {
        SwcliInstance found;
        try {
            found = INSTANCES.get(name);
        } catch (InvalidRequestException e) {
            isNotQuotedWithAPassword(name, e);
            return;
        }
        assertThat(INSTANCES.get(found.uri()).uri()).isEqualTo(found.uri());
    }

    private static void isNotQuotedWithAPassword(String text, InvalidRequestException e) {
        assertThat(text.contains("@") && e.getMessage().contains(text))
                .as(e.getMessage())
                .isFalse();
    }

    private static String print(JobUri uri) {
        return prefix(uri.instance(), uri.project()) + "job/" + encoded(uri.job());
    }

    private static String print(ProjectUri uri) {
        if (uri.project() == null) {
            return uri.instance() == null ? "" : at(uri.instance()) + "/";
        }
        return prefix(uri.instance(), uri.project()).replaceFirst("/$", "");
    }

    private static String print(BundleUri uri) {
        return prefix(uri.instance(), uri.project()) + uri.kind().word() + "/" + encoded(uri.name()) + "/version/"
                + encoded(uri.version());
    }

    private static String prefix(@Nullable String instance, @Nullable String project) {
        return (instance == null ? "" : at(instance) + "/")
                + (project == null ? "" : "project/" + encoded(project) + "/");
    }

    /** An alias may have an @ in it only where it stands without {@code cloud://}. */
    private static String at(String instance) {
        if (instance.contains("://")) {
            return instance;
        }
        return instance.contains("@") ? encoded(instance) : "cloud://" + instance;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
