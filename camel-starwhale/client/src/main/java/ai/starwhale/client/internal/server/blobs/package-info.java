// SPDX-License-Identifier: Apache-2.0
/** The bytes behind the links of a Server's tables: signed addresses, and ranges of blobs. */
@NullMarked
package ai.starwhale.client.internal.server.blobs;

import org.jspecify.annotations.NullMarked;
