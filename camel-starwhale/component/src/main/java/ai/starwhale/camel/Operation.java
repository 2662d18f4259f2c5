// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

/** What a producer does. */
public enum Operation {
    /** Makes a job, and waits for its end where the option {@code await} says so. */
    create,
    /** Looks up and checks all that create would, and makes no job. */
    dryRun,
    /** Waits for the end of a job. */
    await,
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
    /** Lists the columns of a table of a job, with what is stored in them. */
    columns,
    /** Streams the rows of a table of a job. */
    rows,
    /** Lists the tasks of a job, with the reasons of those that failed. */
    tasks,
    /** Lists what happened to a job. */
    events,
    /** Lists the logs of a task of a job, or gives the text of one. */
    logs,
    /** Cancels a job. */
    cancel,
    /** Asks for a pause of a job. */
    pause,
    /** Lets a job go on that is paused, failed or cancelled. */
    resume,
    /** Moves a job to the trash. */
    remove,
    /** Takes a job out of the trash. */
    recover,
    /** Sets what people read about a job. */
    comment
}
