// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.internal.rows.ObjectValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that the SDK does not write: what is JSON and says all that a row is means the same, anything else is refused. */
class OddLinesTest {
    private static final String SCHEMA = "'schema': {'id': {'type': 'INT64'}, 'v': {'type': 'STRING'}}";
    private static final Block BLOCK = new Block(Path.of("block"), null, null, 1, 3, 9);

    private final RowOptions options = new RowOptions("id", Set.of(), false);
    private final EntryReader entries = new EntryReader(options, ObjectValues.AS_DATA);

    /** With quotes that are easier to read. */
    private Row row(String line) {
        return row(line, "");
    }

    /** What is behind the line in memory is not its own. */
    private Row row(String line, String behind) {
        byte[] bytes = ("....." + (line + behind).replace('\'', '"')).getBytes(StandardCharsets.UTF_8);
        Entry entry = entries.read(bytes, 5, bytes.length - behind.length(), BLOCK);
        return new RowHistory(options, List.of()).row(entry);
    }

    private static String line(String revision) {
        return "{'key': 'id', 'records': {'7': " + revision + "}}";
    }

    private void assertRead(String line) {
        assertThat(row(line)).isEqualTo(Map.of("id", 10L, "v", "x"));
    }

    @Test
    void anyOrder() {
        assertRead(line("{" + SCHEMA + ", 'data': {'id': 'a', 'v': 'x'}}"));
        assertRead(line("{" + SCHEMA + ", 'data': {'v': 'x', 'id': 'a'}}"));
        assertRead(line("{'data': {'id': 'a', 'v': 'x'}, " + SCHEMA + "}"));
        assertRead("{'records': {'7': {" + SCHEMA + ", 'data': {'id': 'a', 'v': 'x'}}}, 'key': 'id'}");
    }

    @Test
    void whatIsNotKnownBesides() {
        assertRead(line("{'more': [1, {'a': ['\\'', '\\\\']}], " + SCHEMA + ", 'data': {'id': 'a', 'v': 'x'}}"));
        assertRead(line("{" + SCHEMA + ", 'data': {'id': 'a', 'v': 'x'}, 'more': -1.5e+3}"));
        assertRead(line("{" + SCHEMA + ", 'data': {'id': 'a', 'w': [true, {}], 'v': 'x'}}"));
        assertRead("{'more': null, 'key': 'id', 'records': {'7': {" + SCHEMA
                + ", 'data': {'id': 'a', 'v': 'x'}}}, 'most': {}}");
    }

    @Test
    void blanksAnywhere() {
        assertRead((" { 'key' : 'id' , 'records' : { '7' : { 'schema' : { 'id' : { 'type' : 'INT64' } ,"
                        + " 'v' : { 'type' : 'STRING' } } , 'data' : { 'id' : 'a' , 'v' : 'x' } } } } ")
                .replace(" ", " \t\r "));
    }

    @Test
    void revisionsInAnyOrder() {
        assertThat(row("{'key': 'id', 'records': {'7': {" + SCHEMA + ", 'data': {'id': 'a', 'v': 'seven'}}, '9': {"
                        + SCHEMA + ", 'data': {'id': 'a', 'v': 'nine'}}, '3': {" + SCHEMA
                        + ", 'data': {'id': 'a', 'v': 'three'}}, '8': {" + SCHEMA
                        + ", 'data': {'id': 'a', 'v': 'eight'}}}}"))
                .containsEntry("v", "nine");
    }

    @Test
    void ofTwoRevisionsWithOneNumberTheLast() {
        assertThat(row("{'key': 'id', 'records': {'7': {" + SCHEMA + ", 'data': {'id': 'a', 'v': 'first'}}, '7': {"
                        + SCHEMA + ", 'data': {'id': 'a', 'v': 'last'}}}}"))
                .containsEntry("v", "last");
    }

    @Test
    void cellsThatHoldNothing() {
        String line =
                line("{'schema': {'id': {'type': 'INT64'}, 'n': {'type': 'UNKNOWN'}, 'v': {'type': 'STRING'}, 'w':"
                        + " {'type': 'INT8'}}, 'data': {'id': 'a', 'n': null, 'v':  null, 'w':  '1'}}");
        RowOptions keepingNone = new RowOptions("id", Set.of(), true);
        byte[] bytes = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThat(row(line)).isEqualTo(Map.of("id", 10L, "w", (byte) 1));
        assertThat(new RowHistory(keepingNone, List.of())
                        .row(new EntryReader(keepingNone, ObjectValues.AS_DATA).read(bytes, 0, bytes.length, BLOCK)))
                .containsOnlyKeys("id", "n", "v", "w")
                .containsEntry("n", null)
                .containsEntry("v", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'key': 'sys/id', 'records': {}} | the key column 'sys/id', the table has 'id'",
                "{'key': 'id', 'records': {}} | a row has no revisions",
                "{'key': 'id'} | a row has no revisions",
                "{} | a row has no revisions",
                "{'key': 'id', 'records': {'7': {'schema': {'v': {'type': 'INT8'}}, 'data': {'v': '1'}}}} | no key",
                "{'key': 'id', 'records': {'7': {'schema': {'id': {'type': 'INT8'}}, 'data': {'id': null}}}} | no key",
                "{'key': 'id', 'records': {'7': {'schema': {'id': {'type': 'INT8'}}, 'data': {}}}} | column 'id' has a type",
                "{'key': 'id', 'records': {'7': {'schema': {}}}} | a revision with schema and data is expected",
                "{'key': 'id', 'records': {'7': {'data': {}}}} | a revision with schema and data is expected",
                "{'key': 'id', 'records': {'7': {'schema': [], 'data': {}}}} | a schema is not an object",
                "{'key': 'id', 'records': {'7': {'schema': {3}, 'data': {}}}} | a schema is not JSON",
                "{'key': 'id', 'records': {'2': {}}} | revision 2, and the manifest says 3 to 9",
                "{'key': 'id', 'records': {'10': {}}} | revision 10, and the manifest says 3 to 9",
                "{'key': 'id', 'records': {'': {}}} | a number of at most 18 digits is expected",
                "{'key': 'id', 'records': {'1234567890123456789': {}}} | a number of at most 18 digits is expected",
                "{'key': 'id', 'records': {'123456789012345678': {}}} | revision 123456789012345678,",
                "{'key': 'id', 'records': {'7/': {}}} | a number of at most 18 digits is expected",
                "{'key': 'id', 'records': {'7:': {}}} | a number of at most 18 digits is expected",
                "{'key': 'id', 'records': {'7 | a number of at most 18 digits is expected",
                "{'key': 'id', 'records': 7} | '{' is expected, and there is '7}'",
                "{'key': 'id' 'records': {}} | ',' is expected",
                "{'key' 'id'} | ':' is expected",
                "{'key': id} | a text is expected, and there is 'id}'",
                "{'key': | a text is expected, and there is the end",
                "{'more': | a value is expected, and there is the end",
                "{'more': *} | a value is expected, and there is '*}'",
                "{'more': 'a\u0001b'} | the rest of a text is expected, and there is '\u0001b",
                "{'key': 'id', 'records': {'7': {'schema': {'id': {'type': 'INT8'}}, 'data': {'id': nope}}}} | a text is",
                "{'key': 'abc\\ | the rest of a text is expected, and there is '\\'",
                "{'key': '\\n\\u00 | the rest of a text is expected, and there is the end",
                "{'key': '\\n | the rest of a text is expected, and there is the end",
                "{'more': 'abc | the rest of a text is expected, and there is the end",
                "{'more': 'abc\\ | the rest of a text is expected, and there is the end"
            })
    void refused(String line, String reason) {
        for (String behind : List.of("", "'}}}", "41'}", "7': {}", "}}}", "\n{}")) {
            assertThatExceptionOfType(ProtocolException.class)
                    .as("%s and behind it %s", line, behind)
                    .isThrownBy(() -> row(line, behind))
                    .withMessageContaining(reason);
        }
    }

    @Test
    void whatComesBehindTheEnd() {
        String line = line("{" + SCHEMA + ", 'data': {'id': 'a', 'v': 'x'}}");

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row(line + " ,"))
                .withMessageContaining("the end of the line is expected, and there is ','");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row(line + "\0"))
                .withMessageContaining("the end of the line is expected");
    }

    @Test
    void textsThatAreNotUtf8() {
        for (String text : List.of("\u00ff", "a\u00ff")) {
            byte[] bytes = line("{" + SCHEMA + ", 'data': {'id': 'a', 'v': '" + text + "'}}")
                    .replace('\'', '"')
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> entries.read(bytes, 0, bytes.length, BLOCK))
                    .withMessage("a text is not UTF-8");
        }
    }

    @Test
    void onlyTwentyBytesAreRepeated() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row("abcdefghijklmnopqrstuvwxyz"))
                .withMessage("'{' is expected, and there is 'abcdefghijklmnopqrst'");
    }
}
