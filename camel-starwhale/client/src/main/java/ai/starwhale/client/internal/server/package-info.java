// SPDX-License-Identifier: Apache-2.0
/** Starwhale Server and Cloud, over their REST API. */
@NullMarked
package ai.starwhale.client.internal.server;

import org.jspecify.annotations.NullMarked;
