// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the lines of a file that is being written. The output goes through a file and not through a pipe, so that a run
 * does not break when nobody reads it any more, and can be followed by whoever comes after.
 */
final class LogTail implements Closeable {
    private static final int LONGEST_LINE = 1 << 16;

    private final InputStream file;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[1 << 13];

    LogTail(Path file, Consumer<String> lines) throws IOException {
        this.file = Files.newInputStream(file);
        this.lines = lines;
    }

    /** Gives what was written since the last call, as far as its lines are complete. */
    void read() throws IOException {
        for (int n = file.read(buffer); n > 0; n = file.read(buffer)) {
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n' || line.size() == LONGEST_LINE) {
                    give();
                }
                if (buffer[i] != '\n') {
                    line.write(buffer[i]);
                }
            }
        }
    }

    private void give() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text);
    }

    /** Gives the rest. */
    void finish() throws IOException {
        read();
        if (line.size() > 0) {
            give();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
