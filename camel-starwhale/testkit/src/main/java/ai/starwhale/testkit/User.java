// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Somebody who may log in; times are epoch milliseconds. */
record User(String id, String name, String password, long createdTime, boolean admin) {

    ObjectNode document() {
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("createdTime", createdTime)
                .put("isEnabled", true)
                .putNull("systemRole")
                .putNull("projectRoles");
    }

    // A password must not get into a log.
    @Override
    public String toString() {
        return "user " + name;
    }
}
