// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.rows.RowPage;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Any answer to a scan, beginning with the recorded ones: it is read, in both forms, or refused, and nothing else. */
class PageDecoderFuzz {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectReader ONE_DOCUMENT = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static Stream<byte[]> recorded() {
        return Stream.of(
                        "scan_alltypes_raw",
                        "scan_alltypes_typed",
                        "scan_alltypes_untyped",
                        "scan_artifacts_typed",
                        "scan_artifacts_untyped",
                        "scan_missing",
                        "scan_results",
                        "scan_summary_one",
                        "query_raw")
                .map(name -> Recorded.tree(name).toString().getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("recorded")
    @DictionaryEntries({
        "\"type\":\"INT64\"",
        "\"type\":\"FLOAT16\"",
        "\"type\":\"BOOL\"",
        "\"type\":\"BYTES\"",
        "\"type\":\"STRING\"",
        "\"type\":\"LIST\"",
        "\"type\":\"TUPLE\"",
        "\"type\":\"MAP\"",
        "\"type\":\"OBJECT\"",
        "\"pythonType\":",
        "\"value\":",
        "\"key\":",
        "\"columnHints\":",
        "\"typeHints\":[",
        "\"elementHints\":",
        "\"records\":[",
        "\"lastKey\":\""
    })
    @FuzzTest
    void anyAnswerIsReadOrRefused(byte @NotNull [] answer) throws IOException {
        PageDecoder decoder = new PageDecoder("id", true);
        RowPage typed = typed(decoder, answer);
        if (typed != null) {
            hasTheColumnsThatJsonHas(typed, answer);
            isTheSameWhenItIsWrittenAndReadAgain(typed);
        }
        Optional<RowPage> untyped = untyped(decoder, answer);
        assertThat(untyped.isPresent() && !decoder.knowsTypes()).isFalse();
        if (untyped.isPresent()) {
            isTheSameWhenItIsWrittenAndReadAgain(untyped.get());
        }
        isTheKeyThatJsonHas(answer);
    }

    private static RowPage typed(PageDecoder decoder, byte[] answer) {
        try {
            return decoder.decode(new ByteArrayInputStream(answer));
        } catch (ProtocolException refused) {
            return null;
        } catch (IOException e) {
            isNoJson(answer, e);
            return null;
        }
    }

    private static Optional<RowPage> untyped(PageDecoder decoder, byte[] answer) {
        try {
            return decoder.decodeUntyped(new ByteArrayInputStream(answer));
        } catch (IOException e) {
            isNoJson(answer, e);
            return Optional.empty();
        }
    }

    /** A connection that breaks and an answer that is odd are told apart by this: the one is tried again. */
    private static void isNoJson(byte[] answer, IOException said) {
        try {
            JSON.readTree(answer);
        } catch (IOException e) {
            return;
        }
        throw new AssertionError("this is JSON", said);
    }

    private static void isTheSameWhenItIsWrittenAndReadAgain(RowPage page) throws IOException {
        ArrayNode written = written(page);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("data").set("records", written);
        RowPage again = new PageDecoder("id", true).decode(new ByteArrayInputStream(JSON.writeValueAsBytes(answer)));

        assertThat(written(again)).isEqualTo(written);
    }

    private static ArrayNode written(RowPage page) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        page.rows().forEach(row -> rows.add(Encoder.encode(row)));
        return rows;
    }

    private static void hasTheColumnsThatJsonHas(RowPage page, byte[] answer) {
        List<Set<String>> expected = new ArrayList<>();
        try {
            for (JsonNode record : JSON.readTree(answer).path("data").path("records")) {
                Set<String> names = new TreeSet<>();
                record.fieldNames().forEachRemaining(names::add);
                expected.add(names);
            }
        } catch (IOException e) {
            return;
        }
        assertThat(page.rows()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(page.rows().get(i).keySet()).containsExactlyInAnyOrderElementsOf(expected.get(i));
        }
    }

    private static void isTheKeyThatJsonHas(byte[] answer) throws IOException {
        PageBytes bytes = new PageBytes();
        bytes.read(new ByteArrayInputStream(answer));
        String key = bytes.lastKey();
        if (key == null) {
            return;
        }
        JsonNode tree;
        try {
            tree = ONE_DOCUMENT.readTree(answer);
        } catch (IOException e) {
            return;
        }
        // What ends in the same way may be another object than the data. Then an early request is in vain, no more.
        if ("data".equals(last(tree.fieldNames()))) {
            assertThat(key).isEqualTo(tree.path("data").path("lastKey").asText(null));
        }
    }

    private static @Nullable String last(Iterator<String> names) {
        String last = null;
        while (names.hasNext()) {
            last = names.next();
        }
        return last;
    }
}
