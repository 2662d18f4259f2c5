// SPDX-License-Identifier: Apache-2.0
/** The Camel component {@code starwhale}. */
@NullMarked
package ai.starwhale.camel;

import org.jspecify.annotations.NullMarked;
