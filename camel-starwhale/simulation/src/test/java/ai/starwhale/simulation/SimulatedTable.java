// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.testkit.Table;
import ai.starwhale.testkit.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table of columns and rows that chance decides, and what has to be read of it. */
final class SimulatedTable {
    private static final int MOST_ROWS = 60;
    private static final int MOST_COLUMNS = 4;

    private final Dice dice;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final List<Map<String, String>> expected = new ArrayList<>();

    /** What the cells of a column are. */
    private enum Form {
        NUMBER,
        SMALL_NUMBER,
        FRACTION,
        TEXT,
        YES_OR_NO,
        BYTES,
        LIST,
        TUPLE,
        MAP,
        OBJECT,
        /** Texts first, and numbers from some row on. */
        CHANGING
    }

    /** A value, and how it has to be read. */
    private record Cell(Object value, String text) {}

    SimulatedTable(Dice dice) {
        this.dice = dice;
        List<Form> columns = new ArrayList<>();
        for (int i = 1 + dice.below(MOST_COLUMNS); i > 0; i--) {
            columns.add(dice.one(List.of(Form.values())));
        }
        boolean hasNumbers = dice.hits(0.7);
        int size = dice.below(MOST_ROWS);
        int change = dice.below(size + 1);
        long key = 0;
        for (int i = 0; i < size; i++) {
            key += 1 + dice.below(1000);
            add(hasNumbers ? (Object) key : String.format("key%09d", key), columns, i >= change);
        }
    }

    private void add(Object key, List<Form> columns, boolean hasChanged) {
        Map<String, Object> row = new LinkedHashMap<>();
        Map<String, String> texts = new TreeMap<>();
        row.put("id", key);
        texts.put("id", (key instanceof Long ? "INT64 " : "STRING ") + CellText.of(key));
        for (int i = 0; i < columns.size(); i++) {
            if (dice.hits(0.9)) {
                Cell cell = cell(columns.get(i), hasChanged);
                row.put("output/" + i, cell.value());
                texts.put("output/" + i, cell.text());
            }
        }
        rows.add(row);
        expected.add(texts);
    }

    private Cell cell(Form form, boolean hasChanged) {
        long number = dice.between(-100, 1_000_000_000_000L);
        return switch (form) {
            case NUMBER -> plain("INT64", number);
            case SMALL_NUMBER -> plain("INT16", (short) number);
            case FRACTION -> plain("FLOAT64", number / 7.0);
            case TEXT -> plain("STRING", "text \"" + number + "\" }{ \u00e9");
            case YES_OR_NO -> plain("BOOL", number % 2 == 0);
            case BYTES -> plain("BYTES", new byte[] {(byte) number, 0, -1});
            case LIST -> plain("LIST", List.of(number, 1L));
            case TUPLE -> new Cell(Values.tuple(number, 2L), "TUPLE " + CellText.of(List.of(number, 2L)));
            case MAP -> plain("MAP", Map.of(number, "one", 2L, "two"));
            case OBJECT -> {
                Map<String, Object> attributes = Map.of("x", number, "y", "why");
                yield new Cell(Values.object("user.Box", attributes), "OBJECT user.Box" + CellText.of(attributes));
            }
            case CHANGING -> hasChanged ? plain("INT64", number) : plain("STRING", "text " + number);
        };
    }

    private static Cell plain(String type, Object value) {
        return new Cell(value, type + " " + CellText.of(value));
    }

    Table table() {
        return Table.of(rows);
    }

    int size() {
        return rows.size();
    }

    Object key(int index) {
        return rows.get(index).get("id");
    }

    /** The cells of a row, as {@link CellText} has them. */
    Map<String, String> cells(int index) {
        return expected.get(index);
    }
}
