// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers of a real Server. */
final class RecordedFiles {

    private RecordedFiles() {}

    static byte[] bytes(String name) {
        try (InputStream in = RecordedFiles.class.getResourceAsStream("recorded/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("nothing recorded as " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** The data of an envelope. */
    static JsonNode data(String name) {
        return Json.parse(text(name)).path("data");
    }
}
