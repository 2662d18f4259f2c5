// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Column;
import ai.starwhale.client.ValueType.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which type of SQL the kinds of a column's values become. */
class ResultsTableTest {
    @ParameterizedTest
    @CsvSource({
        "INT64, bigint",
        "INT8 INT16 INT32, bigint",
        "FLOAT16 FLOAT64, double precision",
        "INT64 FLOAT64, varchar",
        "BOOL, boolean",
        "BYTES, varbinary",
        "STRING, varchar",
        "STRING INT64, varchar",
        "LIST, varchar",
        "OBJECT, varchar",
        "'', varchar"
    })
    void typesOfColumns(String kinds, String type) {
        Set<Kind> all = kinds.isEmpty()
                ? Set.of()
                : Set.copyOf(
                        List.of(kinds.split(" ")).stream().map(Kind::valueOf).toList());

        assertThat(ResultsTable.type(new Column("x", all))).isEqualTo(type);
    }
}
