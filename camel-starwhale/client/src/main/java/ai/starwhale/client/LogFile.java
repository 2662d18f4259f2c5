// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The log of one run of a task. Its text is not read before it is opened. */
public final class LogFile {
    private final String name;
    private final Supplier<InputStream> source;

    /** A log of this name; each opening takes a new stream of UTF-8 text from {@code source}. */
    public LogFile(String name, Supplier<InputStream> source) {
        this.name = name;
        this.source = source;
    }

    /** The name that the instance gives it. It is data: not fit to be the name of a local file unless looked at. */
    public String name() {
        return name;
    }

    /**
     * The text from its beginning, fetched as it is read, whatever its length. A Server that runs containers with Docker
     * begins each line with {@code STDOUT:} or {@code STDERR:}. Holds a connection until it is closed, so close it. A
     * text that breaks off shows as an {@link java.io.IOException} and never as its end.
     *
     * @throws StarwhaleException as its subclasses say, if it cannot be opened
     */
    public BufferedReader open() {
        return new BufferedReader(new InputStreamReader(source.get(), StandardCharsets.UTF_8));
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
