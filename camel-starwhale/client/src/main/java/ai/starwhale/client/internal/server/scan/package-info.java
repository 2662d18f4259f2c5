// SPDX-License-Identifier: Apache-2.0
/** The tables of a Server, read page by page, with a page ahead. */
@NullMarked
package ai.starwhale.client.internal.server.scan;

import org.jspecify.annotations.NullMarked;
