// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.blobs;

import com.fasterxml.jackson.databind.JsonNode;

/** Asks the Server. */
@FunctionalInterface
public interface Signer {

    /** What the Server answers to {@code POST path} with this body, for this purpose: the data of its envelope. */
    JsonNode ask(String purpose, String path, JsonNode body);
}
