// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.files.Confined;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of all projects of an instance, from {@code <root>/.datastore/manifest.json}: names, and where they are. */
final class Catalog {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Path folder;
    private final Confined root;
    private final Time time;

    Catalog(Confined root, Time time) {
        this.folder = root.folder().resolve(".datastore");
        this.root = root;
        this.time = time;
    }

    /** The folders of the tables whose names begin so, by name; none where nothing was ever logged. */
    Map<String, Path> tables(String prefix) {
        try {
            return JsonFile.read(folder.resolve("manifest.json"), root, time, (json, stamp) -> tables(json, prefix));
        } catch (NoSuchFileException e) {
            return Map.of();
        }
    }

    /** As a stream: an instance with many jobs names hundreds of thousands of tables. */
    private Map<String, Path> tables(byte[] json, String prefix) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (field.equals("tables")) {
                    expect(parser, token, JsonToken.START_ARRAY);
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
                        addTable(parser, prefix, found);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return found;
    }

    private void addTable(JsonParser parser, String prefix, Map<String, Path> found) throws IOException {
        String name = null;
        String dir = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "name" -> name = parser.getText();
                case "dir" -> dir = parser.getText();
                default -> parser.skipChildren();
            }
        }
        if (name == null || dir == null) {
            throw MismatchedInputException.from(parser, String.class, "a table without name or dir");
        }
        if (name.startsWith(prefix)) {
            found.putIfAbsent(name, folder.resolve(dir));
        }
    }

    private static void expect(JsonParser parser, @Nullable JsonToken found, JsonToken expected) throws IOException {
        if (found != expected) {
            throw MismatchedInputException.from(
                    parser, Object.class, "found " + found + " where " + expected + " belongs");
        }
    }
}
