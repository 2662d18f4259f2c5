// SPDX-License-Identifier: Apache-2.0
/** Comparisons of reading rows with the least that it could cost. */
@NullMarked
package ai.starwhale.benchmarks;

import org.jspecify.annotations.NullMarked;
