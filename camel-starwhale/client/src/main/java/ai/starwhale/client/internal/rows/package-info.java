// SPDX-License-Identifier: Apache-2.0
/** Rows in memory and as a stream, as every kind of instance gives them. */
@NullMarked
package ai.starwhale.client.internal.rows;

import org.jspecify.annotations.NullMarked;
