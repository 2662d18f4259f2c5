// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobRef;
import java.util.List;
import java.util.Map;

/**
 * A job of an instance. Every method asks the instance anew; a job that does not exist shows at the first one. All throw
 * {@link StarwhaleException} as its subclasses say. Safe for use by many threads.
 */
public final class Job {
    private final Instance instance;
    private final JobRef ref;

    Job(Instance instance, JobRef ref) {
        this.instance = instance;
        this.ref = ref;
    }

    /** The job's full address, for example {@code https://host/project/demo/job/3}; asks nothing. */
    public String uri() {
        return instance.address(ref);
    }

    /** What the instance knows of the job now. */
    public JobInfo info() {
        return instance.info(ref);
    }

    /** The job's status now. Python: {@code job.status}. */
    public JobStatus status() {
        return info().status();
    }

    /**
     * What the evaluation says about itself as a whole: its metrics, and what the instance keeps beside them in columns
     * named {@code sys/...}. Empty when there is nothing. Python: {@code job.summary}.
     */
    public Map<String, Object> summary() {
        return instance.summary(ref);
    }

    /** The names of the tables that the job wrote, sorted. Python: {@code job.tables}. */
    public List<String> tables() {
        return instance.tables(ref);
    }

    /**
     * The columns of a table, the key column first and the rest by name, with what is stored in them in the whole table:
     * for whoever has to make a target for its rows. One request, whatever the size of the table.
     */
    public List<Column> columns(String table) {
        return instance.columns(ref, table);
    }

    /** All rows of a table. Python: {@code job.get_table_rows(name)}. */
    public RowStream rows(String table) {
        return rows(table, Scan.all());
    }

    /**
     * Rows of a table. Python: {@code job.get_table_rows(name, start, end, keep_none, end_inclusive)}, which gives no rows
     * for a table that does not exist; here that is a {@link NotFoundException}.
     */
    public RowStream rows(String table, Scan scan) {
        return instance.rows(ref, table, scan);
    }

    /** The job's tasks, the newest first, with the reasons of those that failed. */
    public List<Task> tasks() {
        return instance.tasks(ref);
    }

    /** The address. */
    @Override
    public String toString() {
        return uri();
    }
}
