// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import ai.starwhale.client.Scan;
import ai.starwhale.client.internal.http.Call;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.pages.Key;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What one page of a scan is asked for with.
 *
 * <p>A bound is always sent with its type. Without one the Server takes the type that the table's last write happened to
 * have, and a scan over keys of several types would never end.
 *
 * @param table the full name of the table
 * @param scan what is wanted of it
 * @param start the key at which the page begins; null is the first
 * @param startInclusive whether the row with that key belongs to the page
 * @param end the key at which the scan ends; null is the last
 * @param withTypes whether the type of every value is wanted
 */
record PageQuery(
        String table,
        Scan scan,
        @Nullable Key start,
        boolean startInclusive,
        @Nullable Key end,
        boolean withTypes) {
    /** The key column of all tables of evaluations; no answer of a Server names it. */
    static final String KEY_COLUMN = "id";

    /** The page behind the row with this key. */
    PageQuery behind(Key last) {
        return new PageQuery(table, scan, last, false, end, withTypes);
    }

    /** The same page, with or without types. */
    PageQuery withTypes(boolean wanted) {
        return new PageQuery(table, scan, start, startInclusive, end, wanted);
    }

    /** {@code purpose} is what is done with it, as in {@link Call}. */
    Call call(String purpose) {
        return Documents.scan(purpose, body());
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode wanted = body.putArray("tables").addObject().put("tableName", table);
        if (!scan.columns().isEmpty()) {
            addColumns(wanted);
        }
        // Nothing is sent as null: a Server takes that for 0 or false, and not for what it does by default.
        if (start != null) {
            body.put("start", start.text()).put("startType", start.kind().name());
            body.put("startInclusive", startInclusive);
        }
        if (end != null) {
            body.put("end", end.text()).put("endType", end.kind().name());
            body.put("endInclusive", scan.endIsInclusive());
        }
        if (scan.keepsNone()) {
            // The typed form heeds the table's setting, the untyped one wants both.
            wanted.put("keepNone", true);
            body.put("keepNone", true);
        }
        return body.put("limit", scan.pageSize()).put("encodeWithType", withTypes);
    }

    private void addColumns(ObjectNode wanted) {
        ArrayNode columns = wanted.putArray("columns");
        scan.columns().forEach(column -> columns.addObject().put("columnName", column));
        if (!scan.columns().contains(KEY_COLUMN)) {
            columns.addObject().put("columnName", KEY_COLUMN);
        }
    }
}
