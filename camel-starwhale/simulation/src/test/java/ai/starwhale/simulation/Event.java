// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** What happens at the Server and to clocks by itself. */
enum Event {
    /** A job is made by somebody else. */
    NEW_JOB,
    /** Some dozens of jobs are made at once. */
    BURST,
    /** More jobs than fit into a page of the feed are made at once. */
    FLOOD,
    /** A job begins, or comes to an end. */
    STATUS,
    /** A job that failed is resumed. */
    RESUMED,
    /** A job that has ended is removed. */
    REMOVED,
    /** A create of somebody else leaves a row and no job. */
    STRANGE_GHOST,
    /** The tokens of all users expire. */
    EXPIRY,
    /** The Server's clock is set forward. */
    SERVER_CLOCK_FORWARD,
    /** The Server's clock is set back. */
    SERVER_CLOCK_BACK,
    /** The clock of a machine of clients is set. */
    MACHINE_CLOCK,
    /** The Server is restarted, and refuses connections for some seconds. */
    RESTART,
    /** A process makes a job. */
    CREATE,
    /** A process looks for changes. */
    POLL
}
