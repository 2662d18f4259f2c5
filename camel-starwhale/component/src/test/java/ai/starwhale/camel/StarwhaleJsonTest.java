// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Artifact;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.Link;
import ai.starwhale.client.StarwhaleObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of value is in JSON. */
class StarwhaleJsonTest {
    private static final Link DATA = new Link(Link.DATA, ordered("uri", "a/b", "offset", 32L, "size", 67L), link -> {
        throw new AssertionError("fetched");
    });

    private static <K> Map<K, Object> ordered(K key, Object value) {
        Map<K, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }

    private static Map<String, Object> ordered(String a, Object x, String b, Object y, String c, Object z) {
        Map<String, Object> map = ordered(a, x);
        map.put(b, y);
        map.put(c, z);
        return map;
    }

    private static Map<Object, Object> two(Object a, Object x, Object b, Object y) {
        Map<Object, Object> map = ordered(a, x);
        map.put(b, y);
        return map;
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of((byte) -1, "-1"),
                Arguments.of((short) 7, "7"),
                Arguments.of(7, "7"),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(0.1, "0.1"),
                Arguments.of(-0.0, "-0.0"),
                Arguments.of(Double.MIN_VALUE, "4.9E-324"),
                Arguments.of(1e300, "1.0E300"),
                Arguments.of(Double.NaN, "\"NaN\""),
                Arguments.of(Float.NEGATIVE_INFINITY, "\"-Infinity\""),
                Arguments.of(true, "true"),
                Arguments.of("a\"b\n\u0000语\uD83D\uDC0B", "\"a\\\"b\\n\\u0000语\uD83D\uDC0B\""),
                Arguments.of("half \uD83D, \uDC0B, \uD83D\uDC0B", "\"half \\uD83D, \\uDC0B, \uD83D\uDC0B\""),
                Arguments.of(new byte[] {0, -1, 10}, "\"AP8K\""),
                Arguments.of(Arrays.asList(1L, null, List.of("x")), "[1,null,[\"x\"]]"),
                Arguments.of(Map.of(), "{}"),
                Arguments.of(two("b", 1, "a", null), "{\"b\":1,\"a\":null}"),
                Arguments.of(two(1L, "x", 0.5, "y"), "{\"1\":\"x\",\"0.5\":\"y\"}"),
                Arguments.of(two(true, 1, null, 2), "{\"true\":1,\"null\":2}"),
                Arguments.of(ordered(ByteBuffer.wrap(new byte[] {0, -1, 10}), 1), "{\"AP8K\":1}"),
                Arguments.of(two(1L, "x", "1", "y"), "[[1,\"x\"],[\"1\",\"y\"]]"),
                Arguments.of(two(List.of(1, 2), "x", "k", "y"), "[[[1,2],\"x\"],[\"k\",\"y\"]]"),
                Arguments.of(
                        new StarwhaleObject(
                                "a.B",
                                two("x", 1, "y", null).entrySet().stream()
                                        .collect(
                                                LinkedHashMap::new,
                                                (m, e) -> m.put((String) e.getKey(), e.getValue()),
                                                Map::putAll)),
                        "{\"pythonType\":\"a.B\",\"attributes\":{\"x\":1,\"y\":null}}"),
                Arguments.of(DATA, "{\"uri\":\"a/b\",\"offset\":32,\"size\":67}"),
                Arguments.of(
                        new Link(
                                Link.REFERENCE,
                                ordered("uri", "https://host/a", "display_text", "a", "mime_type", "text/html"),
                                link -> null),
                        "{\"uri\":\"https://host/a\",\"displayText\":\"a\",\"mimeType\":\"text/html\"}"),
                Arguments.of(JobStatus.SUCCESS, "\"SUCCESS\""),
                Arguments.of(Instant.EPOCH, "\"1970-01-01T00:00:00Z\""),
                Arguments.of(Duration.ofMillis(1500), "\"PT1.5S\""));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writes(Object value, String json) {
        assertThat(StarwhaleJson.toJson(value)).isEqualTo(json);
    }

    @Test
    void artifactsSayWhatTheyAreAndWhereTheirBytesLieAndFetchNothing() {
        Map<String, Object> attributes =
                ordered("_type", "image", "_mime_type", "image/png", "display_name", "one.png");
        attributes.put("shape", Arrays.asList(28L, null, 1L));
        attributes.put("_dtype_name", "uint8");
        attributes.put("link", DATA);
        assertThat(StarwhaleJson.toJson(List.of(new Artifact("starwhale.base.data_type.Image", attributes))))
                .isEqualTo("[{\"type\":\"image\",\"mimeType\":\"image/png\",\"displayName\":\"one.png\","
                        + "\"shape\":[28,null,1],\"dtype\":\"uint8\","
                        + "\"link\":{\"uri\":\"a/b\",\"offset\":32,\"size\":67}}]");
    }

    @Test
    void recordsLeaveOutWhatIsNull() {
        JobStatusChange change =
                new JobStatusChange(Jobs.info(7, "RUNNING"), null, JobStatus.RUNNING, Instant.EPOCH, "job-7/0/RUNNING");
        assertThat(StarwhaleJson.toJson(change))
                .startsWith("{\"job\":{\"uri\":\"https://host/project/demo/job/7\",\"instance\":\"https://host\",")
                .contains("\"model\":{\"name\":\"mnist\",\"version\":\"v\"},\"builtInRuntime\":true,\"datasets\":[],")
                .endsWith("},\"to\":\"RUNNING\",\"at\":\"1970-01-01T00:00:00Z\",\"eventId\":\"job-7/0/RUNNING\"}")
                .doesNotContain("null", "from");
    }
}
