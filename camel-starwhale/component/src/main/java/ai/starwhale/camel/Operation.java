// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

/** What a producer does. */
public enum Operation {
    /** Makes a job. */
    create,
    /** Gets what the instance knows of a job. */
    get,
    /** Lists the jobs of a project, one page. */
    list,
    /** Gets the status of a job. */
    status,
    /** Gets the summary of a job: its metrics. */
    summary,
    /** Lists the tables of a job. */
    tables,
    /** Lists the tasks of a job, with the reasons of those that failed. */
    tasks,
    /** Streams the rows of a table of a job. */
    rows
}
