// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked of a Server.
 *
 * @param purpose what it is for, as it reads behind "cannot": {@code get job 3 of project demo}
 * @param method the HTTP method
 * @param path the path under the base address, with its query, encoded
 * @param body what is sent, or null
 * @param contentType what the body is
 * @param repeatable whether asking twice does no harm
 * @param accept what the answer may be
 * @param compressed whether the answer may be compressed, which pays for documents and not for pages of rows
 */
public record Call(
        String purpose,
        String method,
        String path,
        @Nullable String body,
        String contentType,
        String accept,
        boolean repeatable,
        boolean compressed) {

    private static final String JSON = "application/json";
    /** Errors are documents, whatever was asked for. */
    private static final String TEXT = "text/plain, application/json";

    /** Reads a document. */
    public static Call get(String purpose, String path) {
        return new Call(purpose, "GET", path, null, JSON, JSON, true, true);
    }

    /** Reads a text without an envelope. */
    public static Call text(String purpose, String path) {
        return new Call(purpose, "GET", path, null, JSON, TEXT, true, true);
    }

    /** Asks a question that needs a body, and changes nothing. */
    public static Call query(String purpose, String path, String body) {
        return new Call(purpose, "POST", path, body, JSON, JSON, true, false);
    }

    /** Changes something: never repeated by itself. */
    public static Call change(String purpose, String method, String path, @Nullable String body) {
        return new Call(purpose, method, path, body, JSON, JSON, false, true);
    }

    /** Sets something to a value. */
    public static Call put(String purpose, String path, String body) {
        return new Call(purpose, "PUT", path, body, JSON, JSON, true, true);
    }

    /** Sends a form. */
    static Call form(String purpose, String path, String encoded) {
        return new Call(purpose, "POST", path, encoded, "application/x-www-form-urlencoded", JSON, true, true);
    }

    /** What kind of request this is: the path without ids and names. */
    String operation() {
        return PathTemplate.of(path);
    }

    /** Without the body, which may hold a password. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
