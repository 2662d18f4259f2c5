// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A version of a model, runtime or dataset: the document that the Server shows of it. */
record BundleVersion(ObjectNode document) {

    String id() {
        return document.path("id").asText();
    }

    String name() {
        return document.path("name").asText();
    }

    String alias() {
        return document.path("alias").asText();
    }

    long createdTime() {
        return document.path("createdTime").asLong();
    }
}
