// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.IOException;

/** A way to the Server and back. */
interface Exchange {
    /**
     * Sends a request and waits for what comes.
     *
     * @throws IOException if no answer comes
     */
    Answer send(Request request) throws IOException;
}
