// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.List;

/** A job that was made on this machine has failed. The message tells why, with the last lines that it printed. */
public final class JobFailedException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    private final String[] lastLines;

    /** Made with the last lines of the job's output, which become part of the message. */
    public JobFailedException(String message, List<String> lastLines) {
        super(
                lastLines.isEmpty() ? message : message + "; the last it printed:\n" + String.join("\n", lastLines),
                null);
        this.lastLines = lastLines.toArray(String[]::new);
    }

    /** The last lines of the job's output, without colours; empty when it printed nothing. */
    public List<String> lastLines() {
        return List.of(lastLines);
    }
}
