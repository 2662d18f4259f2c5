// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** A row is a map of its columns, the key first, whatever the order in which they arrived. */
class ShapedRowTest {
    private static final ValueType INT8 = ValueType.of(Kind.INT8);
    private static final ValueType STRING = ValueType.of(Kind.STRING);

    private final RowShape shape =
            RowLayout.of(List.of("b", "id", "a"), "id", true).shape();
    private final Row row = new ShapedRow(
            shape, new Object[] {"two", (byte) 1, null}, new ValueType[] {STRING, INT8, ValueType.of(Kind.UNKNOWN)});

    @Test
    void columnsThatAreThere() {
        assertThat(row).containsEntry("id", (byte) 1).containsEntry("b", "two").containsEntry("a", null);
        assertThat(row.containsKey("a")).isTrue();
        assertThat(row.type("b")).isEqualTo(STRING);
        assertThat(row.keySet()).containsExactly("id", "a", "b");
        assertThat(row.entrySet()).hasSize(3);
        List<String> seen = new ArrayList<>();
        row.forEach((name, value) -> seen.add(name + " " + value));
        assertThat(seen).containsExactly("id 1", "a null", "b two");
    }

    @Test
    void columnThatIsNot() {
        assertThat(row.get("c")).isNull();
        assertThat(row.get(null)).isNull();
        assertThat(row.containsKey("c")).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row.type("c"))
                .withMessage("no column 'c' in this row, which has [id, a, b]");
    }

    @Test
    void cellsHaveAnEnd() {
        Iterator<Map.Entry<String, Object>> cells = row.entrySet().iterator();
        cells.next();
        cells.next();
        cells.next();

        assertThat(cells.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(cells::next);
    }

    @Test
    void rowWithoutTheKeyHasNoColumnOfThatName() {
        assertThat(RowLayout.of(List.of("b", "a"), "id", true).shape().size()).isEqualTo(2);
        assertThat(RowLayout.of(List.of("b", "id"), "id", false).shape().size()).isEqualTo(1);
    }

    @Test
    void typesAreOneArrayAsLongAsTheyAreTheSame() {
        ValueType[] first = shape.shared(new ValueType[] {STRING, INT8, INT8});

        assertThat(shape.shared(new ValueType[] {STRING, INT8, INT8})).isSameAs(first);
        assertThat(shape.shared(new ValueType[] {INT8, INT8, INT8})).containsExactly(INT8, INT8, INT8);
    }

    @Test
    void pageWithoutRowsHasNoLastKey() {
        assertThat(new RowPage(List.of(), List.of()).lastKey()).isNull();
        assertThat(new RowPage(List.of(row, row), List.of("a", "b")).lastKey()).isEqualTo("b");
    }
}
