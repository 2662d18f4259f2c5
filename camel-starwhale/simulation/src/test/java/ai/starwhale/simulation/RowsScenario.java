// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.testkit.ServerInMemory.KnownJob;
import java.util.Map;

/** Somebody reads a table of a job, page by page, and goes on behind the last row that he has whenever that fails. */
final class RowsScenario implements Scenario {
    private static final int LARGEST_PAGE = 20;
    private static final int MOST_FAILURES = 30;
    /** The job, the project, a login, and the request that was refused before. */
    private static final int REQUESTS_BESIDE_PAGES = 5;

    @Override
    public void play(Run run) throws InterruptedException {
        SimulatedTable table = new SimulatedTable(run.dice());
        KnownJob job = run.server().addJob();
        String place = "eval/" + job.uuid().substring(0, 2) + "/" + job.uuid() + "/results";
        run.server().project().addTable(place, table.table());
        int pageSize = 1 + run.dice().below(LARGEST_PAGE);
        new Machine(run, "machine", false)
                .program("reader", process -> read(run, process.client(), job, table, pageSize))
                .start();
        run.turns().play();
    }

    private static void read(Run run, Instance client, KnownJob job, SimulatedTable table, int pageSize) {
        int rows = 0;
        int failures = 0;
        Object position = null;
        boolean hasEnded = false;
        while (!hasEnded) {
            Scan scan = (position == null ? Scan.all() : Scan.after(position)).pageSize(pageSize);
            run.coverage().count("scans");
            try (RowStream stream = client.rows(new JobRef("demo", job.uuid()), "results", scan)) {
                while (stream.hasNext()) {
                    check(stream.next(), table, rows++);
                    position = stream.position();
                }
                hasEnded = true;
            } catch (StarwhaleException e) {
                run.trace().add("has failed", e.getMessage());
                if (++failures == MOST_FAILURES) {
                    run.trouble().end();
                }
            }
        }
        run.trace().add("read", rows + " rows with " + failures + " failures");
        if (rows != table.size()) {
            throw Promise.EACH_ROW_ONCE.broken("the scan ended behind " + rows + " rows of " + table.size());
        }
        if (run.trouble().isNone()) {
            // A page whose hints say that another form is needed is asked for again.
            long most = REQUESTS_BESIDE_PAGES + 2L * (1 + rows / pageSize);
            long requests = run.coverage().counted("exchanges");
            if (requests > most) {
                throw Promise.BUDGET.broken("a scan of " + rows + " rows has sent " + requests + " requests");
            }
        }
    }

    private static void check(Row row, SimulatedTable table, int index) {
        if (index >= table.size() || !table.key(index).equals(row.get("id"))) {
            throw Promise.EACH_ROW_ONCE.broken("row " + index + " is " + row.get("id"));
        }
        Map<String, String> cells = CellText.of(row);
        if (!cells.equals(table.cells(index))) {
            throw Promise.RIGHT_CELLS.broken(
                    "row " + index + " is " + cells + ", and was written " + table.cells(index));
        }
    }
}
