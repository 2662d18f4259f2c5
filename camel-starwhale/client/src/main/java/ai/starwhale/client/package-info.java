// SPDX-License-Identifier: Apache-2.0
/** The Starwhale Job SDK for Java. */
@NullMarked
package ai.starwhale.client;

import org.jspecify.annotations.NullMarked;
