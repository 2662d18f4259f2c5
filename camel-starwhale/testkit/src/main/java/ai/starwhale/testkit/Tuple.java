// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.List;

/** A cell of type TUPLE. */
record Tuple(List<?> elements) {}
