// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of the elements of one sequence; nothing is stored as long as they are all the same. */
public final class TypeCollector {
    private @Nullable ValueType first;
    private @Nullable List<ValueType> mixed;
    private int count;

    public void add(ValueType type) {
        List<ValueType> types = mixed;
        if (types != null) {
            types.add(type);
        } else if (first == null) {
            first = type;
        } else if (!type.equals(first)) {
            types = new ArrayList<>(Collections.nCopies(count, first));
            types.add(type);
            mixed = types;
        }
        count++;
    }

    /** The one type that all elements have; null where there are none or several. */
    public @Nullable ValueType only() {
        return mixed == null ? first : null;
    }

    /** Whether these are the types, one standing for all where all are the same. */
    public boolean are(List<ValueType> types) {
        List<ValueType> several = mixed;
        if (several != null) {
            return several.equals(types);
        }
        // For each list of a page, so without making one for the comparison.
        return first == null ? types.isEmpty() : types.size() == 1 && first.equals(types.get(0));
    }

    public List<ValueType> all() {
        List<ValueType> types = mixed;
        ValueType only = first;
        return types != null ? types : only == null ? List.of() : Collections.nCopies(count, only);
    }
}
