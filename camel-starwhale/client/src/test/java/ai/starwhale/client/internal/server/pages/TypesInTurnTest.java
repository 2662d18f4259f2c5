// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The type of a cell is its own, whatever the rows before and behind it have in the same column. */
class TypesInTurnTest {
    private static final String INT64 = "{\"type\":\"INT64\",\"value\":\"01\"}";
    private static final String STRING = "{\"type\":\"STRING\",\"value\":\"a\"}";

    @Test
    void ofOneColumn() throws IOException {
        List<Row> rows = decode(Stream.of(
                        sequence("LIST", INT64),
                        sequence("LIST"),
                        sequence("LIST", INT64, INT64),
                        sequence("LIST", INT64, STRING),
                        sequence("LIST", STRING, STRING, INT64),
                        sequence("LIST", INT64),
                        INT64,
                        sequence("LIST"),
                        sequence("TUPLE"),
                        sequence("LIST", sequence("LIST", STRING), sequence("LIST")),
                        sequence("TUPLE", INT64, STRING),
                        STRING,
                        "{\"type\":\"INT64\",\"value\":null}",
                        STRING,
                        sequence("TUPLE", STRING))
                .map(cell -> "{\"c\":" + cell + "}"));

        assertThat(rows)
                .extracting(row -> row.type("c").toString())
                .containsExactly(
                        "LIST[INT64]",
                        "LIST",
                        "LIST[INT64]",
                        "LIST[INT64, STRING]",
                        "LIST[STRING, STRING, INT64]",
                        "LIST[INT64]",
                        "INT64",
                        "LIST",
                        "TUPLE",
                        "LIST[LIST[STRING], LIST]",
                        "TUPLE[INT64, STRING]",
                        "STRING",
                        "INT64",
                        "STRING",
                        "TUPLE[STRING]");
    }

    @Test
    void ofRowsThatGrowAndShrink() throws IOException {
        List<Row> rows = decode(Stream.of(
                "{\"a\":" + INT64 + "}",
                "{\"a\":" + STRING + ",\"b\":" + INT64 + "}",
                "{}",
                "{\"a\":" + STRING + ",\"b\":" + STRING + ",\"c\":" + INT64 + "}",
                "{\"b\":" + INT64 + "}",
                "{\"b\":" + STRING + ",\"a\":" + INT64 + "}",
                "{\"a\":" + INT64 + "}"));

        assertThat(rows)
                .extracting(TypesInTurnTest::types)
                .containsExactly(
                        "a INT64",
                        "a STRING, b INT64",
                        "",
                        "a STRING, b STRING, c INT64",
                        "b INT64",
                        "a INT64, b STRING",
                        "a INT64");
    }

    private static String types(Row row) {
        return row.keySet().stream().map(name -> name + " " + row.type(name)).collect(Collectors.joining(", "));
    }

    private static String sequence(String type, String... elements) {
        return "{\"type\":\"" + type + "\",\"value\":[" + String.join(",", elements) + "]}";
    }

    private static List<Row> decode(Stream<String> records) throws IOException {
        String answer = "{\"data\":{\"records\":[" + records.collect(Collectors.joining(",")) + "]}}";
        return new PageDecoder("id", true)
                .decode(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)))
                .rows();
    }
}
