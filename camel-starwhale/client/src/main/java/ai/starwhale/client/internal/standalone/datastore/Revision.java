// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * What was written to a row at one time: the columns that changed, or that the row was deleted.
 *
 * @param number the later ones are greater
 * @param values one for each name of the schema
 * @param types their types
 * @param hasNulls whether a column holds nothing whose type says something else
 */
record Revision(long number, RecordSchema schema, @Nullable Object[] values, ValueType[] types, boolean hasNulls) {

    boolean isDeletion() {
        return schema.deletion >= 0 && Boolean.TRUE.equals(values[schema.deletion]);
    }
}
