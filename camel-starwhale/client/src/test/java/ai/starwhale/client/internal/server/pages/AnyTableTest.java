// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.internal.rows.RowPage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random tables: what a Server writes is read as it was, in both forms, or the client notices that it cannot be. */
class AnyTableTest {
    private static final int TABLES = 625;
    private static final int ROWS = 10;
    private static final int COLUMNS = 4;
    private static final int DEPTH = 4;

    private int allowed;

    /** 100,000 cells. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20261122, -7, 1L << 40})
    void valuesOfAnyTypeAreReadAsTheyWereWritten(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < TABLES; i++) {
            check(random, "seed " + seed + ", table " + i);
        }
        // Neither branch is tested with a handful of tables only.
        assertThat(allowed).isBetween(TABLES / 10, TABLES * 9 / 10);
    }

    private void check(Random random, String table) throws IOException {
        List<AnyColumn> columns = IntStream.range(0, COLUMNS)
                .mapToObj(c -> new AnyColumn(random, random.nextBoolean() ? DEPTH : 0))
                .toList();
        ArrayNode typed = JsonNodeFactory.instance.arrayNode();
        ArrayNode untyped = JsonNodeFactory.instance.arrayNode();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, COLUMNS).boxed().toList());
        for (int r = 0; r < ROWS; r++) {
            if (r % 3 == 0) {
                Collections.shuffle(order, random);
            }
            ObjectNode typedRow = typed.addObject();
            ObjectNode untypedRow = untyped.addObject();
            for (int c : order) {
                AnyColumn.Both cell = columns.get(c).next();
                typedRow.set("c" + c, cell.typed());
                untypedRow.set("c" + c, cell.untyped());
            }
        }
        ObjectNode hints = JsonNodeFactory.instance.objectNode();
        for (int c = 0; c < COLUMNS; c++) {
            hints.set("c" + c, columns.get(c).hints());
        }
        boolean same = columns.stream().allMatch(AnyColumn::isSameInBothForms);
        allowed += same ? 1 : 0;

        PageDecoder decoder = new PageDecoder("id", true);
        compare(decoder.decode(answer(hints, typed)), typed, table);
        assertThat(decoder.knowsTypes()).as(table).isEqualTo(same);
        Optional<RowPage> page = decoder.decodeUntyped(answer(hints, untyped));
        assertThat(page.isPresent()).as(table).isEqualTo(same);
        page.ifPresent(rows -> compare(rows, typed, table));
    }

    private static void compare(RowPage page, ArrayNode written, String table) {
        assertThat(page.size()).isEqualTo(written.size());
        for (int i = 0; i < page.size(); i++) {
            assertThat(Encoder.encode(page.rows().get(i)))
                    .as("%s, row %d", table, i)
                    .isEqualTo(written.get(i));
        }
    }

    private static ByteArrayInputStream answer(JsonNode hints, JsonNode records) {
        String answer = "{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"columnHints\":" + hints
                + ",\"records\":" + records + "}}";
        return new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
    }
}
