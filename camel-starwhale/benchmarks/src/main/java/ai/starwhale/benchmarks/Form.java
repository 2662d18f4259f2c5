// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

/** In which form pages are written. */
public enum Form {
    TYPED,
    UNTYPED
}
