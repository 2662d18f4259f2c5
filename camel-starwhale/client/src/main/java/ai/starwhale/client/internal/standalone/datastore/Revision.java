// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ValueType;
import org.jspecify.annotations.Nullable;

/** What was written to a row at one time: the columns that changed, or that the row was deleted. */
final class Revision {
    /** The later ones are greater. */
    final long number;

    final RecordSchema schema;
    /** One value for each name of the schema. */
    final @Nullable Object[] values;

    final ValueType[] types;
    /** Whether a column holds nothing whose type says something else. */
    final boolean hasNulls;

    Revision(long number, RecordSchema schema, @Nullable Object[] values, ValueType[] types, boolean hasNulls) {
        this.number = number;
        this.schema = schema;
        this.values = values;
        this.types = types;
        this.hasNulls = hasNulls;
    }

    boolean isDeletion() {
        return schema.deletion >= 0 && Boolean.TRUE.equals(values[schema.deletion]);
    }
}
