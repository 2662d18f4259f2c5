// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.ValueType.Kind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A column of a table.
 *
 * @param name the column's name
 * @param kinds the kinds of the values that were ever stored in it, in the order of {@link Kind}; empty where none was,
 *     several where rows differ. A cell may hold nothing, or not be there, whatever the kinds
 */
public record Column(String name, Set<Kind> kinds) {

    public Column {
        EnumSet<Kind> ordered = EnumSet.noneOf(Kind.class);
        ordered.addAll(kinds);
        kinds = Collections.unmodifiableSet(ordered);
    }
}
