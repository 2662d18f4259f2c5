// SPDX-License-Identifier: Apache-2.0
/** An embedded Starwhale Server, for tests and examples. */
@NullMarked
package ai.starwhale.testkit;

import org.jspecify.annotations.NullMarked;
