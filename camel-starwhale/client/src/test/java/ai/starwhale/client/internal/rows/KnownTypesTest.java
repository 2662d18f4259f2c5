// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Equal types are one object, and no table fills the memory with types. */
class KnownTypesTest {
    private final KnownTypes types = new KnownTypes();

    @Test
    void equalTypesAreTheSame() {
        ValueType list = sequence(Kind.LIST, Kind.INT64);
        ValueType tuple = sequence(Kind.TUPLE, Kind.INT64);
        ValueType mixed = sequence(Kind.LIST, Kind.INT64, Kind.STRING);
        ValueType object = object("a");

        assertThat(list).hasToString("LIST[INT64]").isSameAs(sequence(Kind.LIST, Kind.INT64, Kind.INT64));
        assertThat(tuple).hasToString("TUPLE[INT64]").isSameAs(sequence(Kind.TUPLE, Kind.INT64));
        assertThat(mixed).hasToString("LIST[INT64, STRING]").isSameAs(sequence(Kind.LIST, Kind.INT64, Kind.STRING));
        assertThat(object).isSameAs(object("a"));
    }

    @Test
    void typesOfATableWhoseCellsAllHaveAnotherAreForgotten() {
        ValueType list = sequence(Kind.LIST, Kind.INT64);
        ValueType tuple = sequence(Kind.TUPLE, Kind.INT64);
        ValueType object = object("a");
        for (int i = 0; i < 10_000; i++) {
            object("b" + i);
        }

        assertThat(object("a")).isEqualTo(object).isNotSameAs(object);
        assertThat(sequence(Kind.LIST, Kind.INT64)).isEqualTo(list).isNotSameAs(list);
        assertThat(sequence(Kind.TUPLE, Kind.INT64)).isEqualTo(tuple).isNotSameAs(tuple);
    }

    private ValueType object(String name) {
        return types.same(ValueType.object(name, Map.of()));
    }

    private ValueType sequence(Kind kind, Kind... elements) {
        TypeCollector inside = new TypeCollector();
        for (Kind element : elements) {
            inside.add(ValueType.of(element));
        }
        return types.sequence(kind, inside);
    }
}
