// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

/** What a repeated idempotency key gives when its job has failed, was cancelled, or was removed. */
public enum IfEnded {
    /** That job all the same. */
    ADOPT,
    /** A new job. */
    NEW_ATTEMPT
}
