// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a scanTable request. */
record ScanRequest(
        List<TableDesc> tables,
        @Nullable String start,
        @Nullable String startType,
        boolean startInclusive,
        @Nullable String end,
        @Nullable String endType,
        boolean endInclusive,
        int limit,
        boolean keepNone,
        boolean rawResult,
        boolean encodeWithType,
        boolean ignoreNonExistingTable) {

    static ScanRequest read(JsonNode body) {
        List<TableDesc> tables = new ArrayList<>();
        body.path("tables").forEach(table -> tables.add(TableDesc.read(table)));
        return new ScanRequest(
                tables,
                Json.text(body, "start"),
                Json.text(body, "startType"),
                flag(body, "startInclusive", true),
                Json.text(body, "end"),
                Json.text(body, "endType"),
                flag(body, "endInclusive", false),
                number(body, "limit", -1),
                flag(body, "keepNone", false),
                flag(body, "rawResult", false),
                flag(body, "encodeWithType", true),
                flag(body, "ignoreNonExistingTable", true));
    }

    /** A JSON null means false, only a missing field means the default. */
    static boolean flag(JsonNode body, String name, boolean otherwise) {
        return body.has(name) ? body.path(name).asBoolean() : otherwise;
    }

    static int number(JsonNode body, String name, int otherwise) {
        return body.has(name) ? body.path(name).asInt() : otherwise;
    }

    // The Server puts this text into its error messages.
    @Override
    public String toString() {
        return "ScanTableRequest(tables=" + tables + ", start=" + start + ", startType=" + startType
                + ", startInclusive=" + startInclusive + ", end=" + end + ", endType=" + endType + ", endInclusive="
                + endInclusive + ", limit=" + limit + ", keepNone=" + keepNone + ", rawResult=" + rawResult
                + ", encodeWithType=" + encodeWithType + ", ignoreNonExistingTable=" + ignoreNonExistingTable + ")";
    }
}
