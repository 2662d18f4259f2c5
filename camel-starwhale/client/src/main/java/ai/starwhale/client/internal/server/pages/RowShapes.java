// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.internal.rows.RowLayout;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shape of a row from the order in which its columns arrive, one step a column. Rows of one table nearly
 * always arrive in the same order, so that a step is one comparison; the columns are sorted once a shape, not once a
 * row.
 */
final class RowShapes {
    private static final int LIMIT = 10_000;

    private final String keyColumn;
    private final boolean keepKey;
    private Node root;
    private int nodes;

    /** With {@code keepKey} false the key column is read but is no column of the rows. */
    RowShapes(String keyColumn, boolean keepKey) {
        this.keyColumn = keyColumn;
        this.keepKey = keepKey;
        this.root = new Node(null, "");
    }

    /** Where the next row begins. */
    Node start() {
        // A table with thousands of different sets of columns must not fill the memory with their shapes.
        if (nodes > LIMIT) {
            root = new Node(null, "");
            nodes = 0;
        }
        return root;
    }

    /** The columns that arrived so far. */
    final class Node {
        private final @Nullable Node before;
        private final String name;
        private final SerializedString spelt;

        private final Map<String, Node> children = new HashMap<>(2);
        private @Nullable Node latest;
        private @Nullable RowLayout layout;
        private @Nullable Schema schema;
        private HintedType hinted = HintedType.NOTHING;

        private Node(@Nullable Node before, String name) {
            this.before = before;
            this.name = name;
            this.spelt = new SerializedString(name);
        }

        /** Goes to the name of the record's next column, and gives where that leads; null at the end of the record. */
        @Nullable Node next(JsonParser parser) throws IOException {
            Node guess = latest;
            // A parser compares bytes with a name that it is told; finding the name that they spell takes longer.
            if (guess == null) {
                parser.nextToken();
            } else if (parser.nextFieldName(guess.spelt)) {
                return guess;
            }
            return parser.currentToken() == JsonToken.FIELD_NAME ? then(parser.currentName()) : null;
        }

        private Node then(String column) {
            Node child = children.get(column);
            if (child == null) {
                child = new Node(this, column);
                children.put(column, child);
                nodes++;
            }
            latest = child;
            return child;
        }

        /** The type that the column which arrived last has in a schema; looked up once for all rows. */
        HintedType type(Schema of) {
            if (schema != of) {
                schema = of;
                hinted = of.of(name);
            }
            return hinted;
        }

        RowLayout layout() {
            RowLayout found = layout;
            if (found == null) {
                found = RowLayout.of(arrived(), keyColumn, keepKey);
                layout = found;
            }
            return found;
        }

        private List<String> arrived() {
            List<String> names = new ArrayList<>();
            for (Node node = this; node != null && node.before != null; node = node.before) {
                names.add(0, node.name);
            }
            return names;
        }
    }
}
