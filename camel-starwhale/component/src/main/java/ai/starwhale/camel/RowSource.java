// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Job;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an exchange asked for, as often as they are wanted.
 *
 * @param checkpoint up to which row they were processed before; null where nobody keeps that
 * @param stops of the routes in which they are read
 */
record RowSource(Job job, String table, Scan scan, @Nullable Checkpoint checkpoint, RouteStops stops) {

    /** The rows from the first, or behind the checkpoint. Asks for none yet. */
    StoppableRows open() {
        Object done = checkpoint == null ? null : checkpoint.read();
        RowStream rows = job.rows(table, done == null ? scan : after(done));
        return new StoppableRows(rows, "table '" + table + "' of " + job.uri(), stops);
    }

    private Scan after(Object key) {
        Scan rest = Scan.after(key)
                .to(scan.end())
                .pageSize(scan.pageSize())
                .columns(scan.columns().toArray(String[]::new));
        rest = scan.endIsInclusive() ? rest.endInclusive() : rest;
        return scan.keepsNone() ? rest.keepNone() : rest;
    }
}
