// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.WrittenTable;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.files.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads tables, and tells which files are about to be opened for it. */
public final class Opening {
    private Opening() {}

    /** The values of the column v of a scan. */
    public static List<Object> before(WrittenTable table, Scan scan, Consumer<Path> action) {
        List<Object> values = new ArrayList<>();
        try (RowStream rows = rows(table, scan, action)) {
            rows.forEachRemaining(row -> values.add(row.get("v")));
        }
        return values;
    }

    static RowStream rows(WrittenTable table, Scan scan, Consumer<Path> action) {
        Datastore datastore = new Datastore(
                new Confined(table.root()),
                Time.SYSTEM,
                new ObjectStore(new Confined(table.root())),
                1 << 20,
                Runnable::run,
                file -> {
                    action.accept(file);
                    return BlockFile.open(file);
                });
        return datastore.rows(
                () -> Objects.requireNonNull(
                        datastore.table("self", WrittenTable.VERSION, WrittenTable.NAME, "the table")),
                scan,
                "the table");
    }
}
