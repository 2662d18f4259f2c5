// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.rows.PagedRowStream;
import ai.starwhale.client.internal.rows.RowPage;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A job whose table lies in memory, so that its rows cost nothing; it stands here because no user can make one. */
public final class JobInMemory {
    private JobInMemory() {}

    /** Gives these rows, in pages of so many. */
    public static Job of(List<Row> rows, int pageSize) {
        List<RowPage> pages = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += pageSize) {
            List<Row> page = rows.subList(from, Math.min(from + pageSize, rows.size()));
            pages.add(new RowPage(page, page.stream().map(row -> row.get("id")).toList()));
        }
        Instance instance = (Instance) Proxy.newProxyInstance(
                JobInMemory.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "rows" -> stream(pages);
                    case "address" -> "memory";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new Job(instance, new JobRef("demo", "1"));
    }

    private static RowStream stream(List<RowPage> pages) {
        Iterator<RowPage> left = pages.iterator();
        return new PagedRowStream(() -> left.hasNext() ? left.next() : null, Runnable::run);
    }
}
