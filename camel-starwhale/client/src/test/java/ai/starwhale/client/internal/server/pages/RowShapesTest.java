// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Rows share their shapes, and no table fills the memory with them. */
class RowShapesTest {
    private static final JsonFactory JSON = new JsonFactory();

    private final RowShapes shapes = new RowShapes("id", true);

    @Test
    void rowsWhoseColumnsArriveInTheSameOrderHaveTheSameShape() throws IOException {
        RowShapes.Node one = row("id", "a");
        RowShapes.Node other = row("a", "id");

        assertThat(other.layout()).isNotEqualTo(one.layout());
        assertThat(row("id", "a").layout()).isSameAs(one.layout());
        assertThat(row("a", "id").layout()).isSameAs(other.layout());
    }

    @Test
    void shapesOfATableWhoseRowsAllDifferAreForgotten() throws IOException {
        RowShapes.Node first = row("id");
        for (int i = 0; i < 5_000; i++) {
            row("c" + i);
        }
        assertThat(row("id")).isSameAs(first);

        for (int i = 5_000; i < 10_001; i++) {
            row("c" + i);
        }

        assertThat(row("id")).isNotSameAs(first);
        assertThat(row("id").layout().shape().name(0)).isEqualTo("id");
    }

    private RowShapes.Node row(String... columns) throws IOException {
        StringBuilder record = new StringBuilder("{");
        for (String column : columns) {
            record.append(record.length() == 1 ? "" : ",")
                    .append('"')
                    .append(column)
                    .append("\":0");
        }
        RowShapes.Node node = shapes.start();
        try (JsonParser parser = JSON.createParser(record.append('}').toString())) {
            parser.nextToken();
            for (RowShapes.Node next = node.next(parser); next != null; next = node.next(parser)) {
                node = next;
                parser.nextToken();
            }
        }
        return node;
    }
}
