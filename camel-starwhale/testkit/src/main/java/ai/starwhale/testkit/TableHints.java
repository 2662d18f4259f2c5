// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The hints of all columns of a table, of every row it has shown or stored. */
final class TableHints {

    private final Map<String, Hints> columns = new LinkedHashMap<>();

    synchronized void add(Map<String, ?> row) {
        row.forEach(
                (name, value) -> columns.computeIfAbsent(name, n -> new Hints()).add(value));
    }

    synchronized void addColumn(String name) {
        columns.putIfAbsent(name, new Hints());
    }

    synchronized Set<String> names() {
        return Set.copyOf(columns.keySet());
    }

    /** A copy, because writing an answer must not hold up those who add. */
    synchronized Map<String, Hints> copy(Predicate<String> wanted) {
        Map<String, Hints> copy = new LinkedHashMap<>();
        columns.forEach((name, hints) -> {
            if (wanted.test(name)) {
                copy.put(name, new Hints().plus(hints));
            }
        });
        return copy;
    }
}
