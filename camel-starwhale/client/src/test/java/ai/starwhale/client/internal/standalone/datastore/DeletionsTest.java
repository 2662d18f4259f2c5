// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Row;
import ai.starwhale.client.internal.rows.ObjectValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of a row's revisions count after it was deleted, alone or with others. */
class DeletionsTest {
    private static final Block BLOCK = new Block(Path.of("block"), null, null, 1, 0, 99);
    private static final String OLD =
            "'3': {'schema': {'id': {'type': 'INT64'}, 'v': {'type': 'STRING'}}, 'data': {'id':" + " 'a', 'v': 'old'}}";
    private static final String DELETION =
            "'7': {'schema': {'id': {'type': 'INT64'}, '-': {'type': 'BOOL'}}, 'data':" + " {'id': 'a', '-': '1'}}";
    private static final String NEW =
            "'9': {'schema': {'id': {'type': 'INT64'}, 'w': {'type': 'STRING'}}, 'data': {'id':" + " 'a', 'w': 'new'}}";

    private final RowOptions options = new RowOptions("id", Set.of(), false);

    private Row row(List<Tombstone> ranges, String... revisions) {
        byte[] line = ("{'key': 'id', 'records': {" + String.join(", ", revisions) + "}}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
        Entry entry = new EntryReader(options, ObjectValues.AS_DATA).read(line, 0, line.length, BLOCK);
        return new RowHistory(options, ranges).row(entry);
    }

    private static Tombstone upTo(long revision) {
        return new Tombstone(10L, 10L, true, revision, null);
    }

    @Test
    void aRowThatWasDeletedIsNone() {
        assertThat(row(List.of(), OLD, DELETION)).isNull();
        assertThat(row(List.of(), DELETION)).isNull();
        assertThat(row(
                        List.of(),
                        "'7': {'schema': {'-': {'type': 'BOOL'}, 'id': {'type': 'INT64'}}, 'data': {'-': '1', 'id':"
                                + " 'a'}}"))
                .isNull();
    }

    @Test
    void whatIsWrittenAfterADeletionIsAllOfTheRow() {
        assertThat(row(List.of(), OLD, NEW)).isEqualTo(Map.of("id", 10L, "v", "old", "w", "new"));
        assertThat(row(List.of(), OLD, DELETION, NEW)).isEqualTo(Map.of("id", 10L, "w", "new"));
    }

    @Test
    void aMarkThatSaysNoIsNoDeletionAndNoColumn() {
        assertThat(row(List.of(), OLD, DELETION.replace("'1'", "'0'"))).isEqualTo(Map.of("id", 10L, "v", "old"));
        assertThat(row(List.of(), DELETION.replace("'1'", "'0'"))).isEqualTo(Map.of("id", 10L));
    }

    @Test
    void aRangeIsDeletedUpToItsRevision() {
        assertThat(row(List.of(upTo(2)), OLD)).isEqualTo(Map.of("id", 10L, "v", "old"));
        assertThat(row(List.of(upTo(3)), OLD)).isNull();
        assertThat(row(List.of(upTo(8)), OLD, NEW)).isEqualTo(Map.of("id", 10L, "w", "new"));
        assertThat(row(List.of(upTo(2), upTo(8), upTo(1)), OLD)).isNull();
    }

    @Test
    void otherRangesDoNotMatter() {
        Tombstone other = new Tombstone(11L, null, true, 99, null);

        assertThat(row(List.of(other), OLD)).isEqualTo(Map.of("id", 10L, "v", "old"));
        assertThat(row(List.of(other, upTo(3)), OLD)).isNull();
    }
}
