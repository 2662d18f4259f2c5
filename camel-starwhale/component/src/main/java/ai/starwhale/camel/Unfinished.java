// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

/** What becomes of a job whose end is no longer waited for. */
public enum Unfinished {
    /** It goes on. */
    leave,
    /** It is cancelled. */
    cancel
}
