// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.StarwhaleException;

/** Rows were not read to their end, because Camel stopped the route by force. */
public final class RowsStoppedException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    RowsStoppedException(String message) {
        super(message, null);
    }
}
