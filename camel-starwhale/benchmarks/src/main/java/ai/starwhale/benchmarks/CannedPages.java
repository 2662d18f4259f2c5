// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Answers of a Server to a scan, written in advance: the keys are numbers from 0 on. */
final class CannedPages {
    static final int ROWS = 1000;

    private static final HexFormat HEX = HexFormat.of();
    private static final String[] KINDS = {
        "INT64", "STRING", "FLOAT64", "LIST", "INT64", "STRING", "FLOAT64", "BOOL", "INT32", "STRING", "FLOAT64",
        "INT64"
    };

    private final Form form;
    private final boolean mixed;
    private final int columns;
    private final StringBuilder json = new StringBuilder();

    /**
     * Pages with this many columns, from 1 to 12; the fourth is a list of four numbers.
     *
     * @param mixed whether the hints tell of a column that needs the typed form, so that no scan does without types
     */
    CannedPages(Form form, boolean mixed, int columns) {
        this.form = form;
        this.mixed = mixed;
        this.columns = columns;
    }

    byte[] page(int number) {
        json.setLength(0);
        json.append("{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"columnHints\":{");
        if (mixed) {
            json.append("\"rare\":{\"typeHints\":[\"INT64\",\"STRING\"],\"columnValueHints\":[]},");
        }
        for (int c = 0; c < columns; c++) {
            hint(c);
        }
        json.append("},\"records\":[");
        for (int i = 0; i < ROWS; i++) {
            row((long) number * ROWS + i);
            json.append(i < ROWS - 1 ? "," : "]");
        }
        json.append(",\"lastKey\":\"")
                .append(HEX.toHexDigits((long) number * ROWS + ROWS - 1))
                .append("\"}}");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The answer behind the last page. */
    byte[] end() {
        return "{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"columnHints\":{},\"records\":[]}}"
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String name(int column) {
        return column == 0 ? "id" : "output/column-" + column;
    }

    private void hint(int column) {
        json.append(column == 0 ? "\"" : ",\"")
                .append(name(column))
                .append("\":{\"typeHints\":[\"")
                .append(KINDS[column])
                .append("\"],\"columnValueHints\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]");
        if (KINDS[column].equals("LIST")) {
            json.append(",\"elementHints\":{\"typeHints\":[\"FLOAT64\"],\"columnValueHints\":[]}");
        }
        json.append('}');
    }

    private void row(long id) {
        for (int c = 0; c < columns; c++) {
            json.append(c == 0 ? "{\"" : ",\"").append(name(c)).append("\":");
            cell(KINDS[c], id, c);
        }
        json.append('}');
    }

    private void cell(String kind, long id, int column) {
        if (form == Form.TYPED) {
            json.append("{\"type\":\"").append(kind).append("\",\"value\":");
        }
        if (kind.equals("LIST")) {
            for (int i = 0; i < 4; i++) {
                json.append(i == 0 ? '[' : ',');
                cell("FLOAT64", id, column + i);
            }
            json.append(']');
        } else {
            json.append('"').append(scalar(kind, id, column)).append('"');
        }
        if (form == Form.TYPED) {
            json.append('}');
        }
    }

    private static String scalar(String kind, long id, int column) {
        return switch (kind) {
            case "INT64" -> HEX.toHexDigits(column == 0 ? id : id * 31 + column);
            case "INT32" -> HEX.toHexDigits((int) id);
            case "FLOAT64" -> HEX.toHexDigits(Double.doubleToLongBits(id / (column + 7.0)));
            case "BOOL" -> id % 2 == 0 ? "1" : "0";
            default -> "a text of number " + id;
        };
    }
}
