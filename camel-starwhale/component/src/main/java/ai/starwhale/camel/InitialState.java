// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

/** What a consumer says of jobs that were there before its very first poll. */
public enum InitialState {
    /** Nothing: only changes after it are told. */
    none,
    /** The present status of jobs that have not ended. */
    current,
    /** The present status of every job. */
    all
}
