// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.internal.rows.RowPage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The recorded answers of a real Server. */
public final class Recorded {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recorded() {}

    public static InputStream open(String name) {
        InputStream found = Recorded.class.getResourceAsStream("/recorded/" + name + ".json");
        if (found == null) {
            throw new IllegalArgumentException("no recording named " + name);
        }
        return found;
    }

    public static JsonNode tree(String name) {
        try (InputStream recording = open(name)) {
            return JSON.readTree(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RowPage decoded(String name) {
        try (InputStream recording = open(name)) {
            return new PageDecoder("id", true).decode(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
