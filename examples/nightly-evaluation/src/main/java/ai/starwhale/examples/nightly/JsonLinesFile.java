// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import ai.starwhale.camel.StarwhaleJson;
import ai.starwhale.client.Row;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file with one JSON object a row. It has its name only when it is whole. */
final class JsonLinesFile implements Closeable {
    private final Path file;
    private final Path partial;
    private final BufferedWriter writer;
    private long lines;

    JsonLinesFile(Path file) throws IOException {
        this.file = file;
        this.partial = file.resolveSibling(file.getFileName() + ".part");
        this.writer = Files.newBufferedWriter(partial);
    }

    void append(List<Row> rows) throws IOException {
        for (Row row : rows) {
            writer.write(StarwhaleJson.toJson(row));
            writer.write('\n');
        }
        lines += rows.size();
    }

    long lines() {
        return lines;
    }

    /** The file with its name. */
    Path finish() throws IOException {
        writer.close();
        return Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(partial);
    }
}
