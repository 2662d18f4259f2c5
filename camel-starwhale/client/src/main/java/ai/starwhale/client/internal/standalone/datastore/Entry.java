// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is known of one key.
 *
 * @param revisions at least one, in the order of their numbers
 */
record Entry(Object key, ValueType keyType, List<Revision> revisions) {

    /** The key is what the first revision says. */
    static Entry of(List<Revision> revisions) {
        Revision first = revisions.get(0);
        int slot = first.schema.key;
        Object key = slot < 0 ? null : first.values[slot];
        if (key == null) {
            throw new ProtocolException("a row has no key", 0, null);
        }
        return new Entry(key, first.types[slot], revisions);
    }

    /** What this and the other one know of the key; of two revisions with one number, the other's. */
    Entry with(Entry other) {
        List<Revision> united = new ArrayList<>(revisions.size() + other.revisions.size());
        int i = 0;
        for (Revision revision : other.revisions) {
            while (i < revisions.size() && revisions.get(i).number < revision.number) {
                united.add(revisions.get(i++));
            }
            if (i < revisions.size() && revisions.get(i).number == revision.number) {
                i++;
            }
            united.add(revision);
        }
        united.addAll(revisions.subList(i, revisions.size()));
        return of(united);
    }
}
