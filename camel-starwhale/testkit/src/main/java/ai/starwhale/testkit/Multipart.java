// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads forms with files. */
final class Multipart {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

    private Multipart() {}

    /** The content of the part of this name, or null. */
    static byte @Nullable [] part(Call call, String name) {
        String type = call.header("content-type");
        Matcher boundary = BOUNDARY.matcher(type == null ? "" : type);
        if (!boundary.find()) {
            throw Failure.internal("Current request is not a multipart request");
        }
        // One character a byte, so that texts can be looked for.
        String body = new String(call.body(), StandardCharsets.ISO_8859_1);
        String delimiter = "--" + boundary.group(1);
        int start = body.indexOf(delimiter);
        while (start >= 0) {
            int end = body.indexOf("\r\n" + delimiter, start);
            int content = body.indexOf("\r\n\r\n", start);
            if (end < 0 || content < 0 || content > end) {
                return null;
            }
            if (body.substring(start, content).contains("name=\"" + name + "\"")) {
                return body.substring(content + 4, Math.max(content + 4, end)).getBytes(StandardCharsets.ISO_8859_1);
            }
            start = end + 2;
        }
        return null;
    }
}
