// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a client sends: {@code address} is the path with its query, {@code headers} have names in lower case. */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Request(String method, String address, Map<String, String> headers, byte[] body) {
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Request withText(String text) {
        return new Request(method, address, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    Request withAddress(String other) {
        return new Request(method, other, headers, body);
    }

    boolean isLogin() {
        return address.equals("/api/v1/login");
    }

    boolean isCreate() {
        return method.equals("POST") && address.endsWith("/job");
    }

    /** Whether it asks a table of jobs. */
    boolean isQuery() {
        return address.endsWith("/queryTable");
    }

    /** Whether it asks what has changed. */
    boolean isFeed() {
        return isQuery() && text().contains("\"GREATER") && text().contains("sys/modified_time\"},{");
    }

    boolean isScan() {
        return address.endsWith("/scanTable");
    }

    /** Short, for a trace. */
    @Override
    public String toString() {
        String path = method + " " + address.replace("/api/v1", "");
        return isQuery()
                ? path + " "
                        + text().replaceFirst("^.*\"(filter|orderBy)\":", "").replaceAll("once:\\w+", "once:...")
                : path;
    }
}
