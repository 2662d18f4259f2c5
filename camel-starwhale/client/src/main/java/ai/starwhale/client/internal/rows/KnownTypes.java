// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Composite types that were seen, so that equal ones are the same object and rows can share them. */
public final class KnownTypes {
    /** A table whose every cell has a type of its own must not fill the memory with them. */
    private static final int LIMIT = 10_000;

    private final Map<ValueType, ValueType> known = new HashMap<>();
    private final Map<ValueType, ValueType> lists = new HashMap<>();
    private final Map<ValueType, ValueType> tuples = new HashMap<>();

    /** The type of a LIST or TUPLE of these elements. */
    public ValueType sequence(Kind kind, TypeCollector elements) {
        ValueType only = elements.only();
        if (only == null) {
            return same(ValueType.sequence(kind, elements.all()));
        }
        Map<ValueType, ValueType> uniform = kind == Kind.LIST ? lists : tuples;
        ValueType found = uniform.get(only);
        if (found == null) {
            found = same(ValueType.sequence(kind, List.of(only)));
            uniform.put(only, found);
        }
        return found;
    }

    /** The one object that stands for all types equal to this one. */
    public ValueType same(ValueType composite) {
        if (known.size() > LIMIT) {
            known.clear();
            lists.clear();
            tuples.clear();
        }
        ValueType first = known.putIfAbsent(composite, composite);
        return first == null ? composite : first;
    }
}
