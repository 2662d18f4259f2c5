// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.camel.CamelInMemory;
import ai.starwhale.client.Row;
import ai.starwhale.client.Starwhale;
import ai.starwhale.client.StarwhaleInMemory;
import ai.starwhale.testkit.ServerInMemory.KnownJob;
import ai.starwhale.testkit.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A route that splits the rows of a table with a checkpoint, and is tried again until it has all of them. */
final class CheckpointScenario implements Scenario {
    private static final String KEY = "row";
    private static final Duration LONGEST_TROUBLE = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final double FAILURES = 0.03;

    private final ComponentMistake mistake;

    /** {@code mistake} is what the component does wrong; null is nothing. */
    CheckpointScenario(ComponentMistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public void play(Run run) throws InterruptedException {
        Reader reader = new Reader(run, mistake);
        new Machine(run, "node", true).program("rows", reader::act).start();
        run.turns().add("director", () -> {
            run.turns().waitFor(() -> reader.isDone, LONGEST_TROUBLE);
            run.trouble().end();
            run.turns().waitFor(() -> reader.isDone, LONGEST);
            reader.check();
            run.turns().end();
        });
        run.turns().play();
    }

    /** What all processes together have processed. */
    private static final class Reader {
        private final Run run;
        private final ComponentMistake mistake;
        private final int rows;
        private final int pageSize;
        private final KnownJob job;
        private final Kept.Place place = new Kept.Place();
        private final List<Long> processed = new ArrayList<>();
        private long furthest = -1;
        private long first;
        private long last;
        private boolean isDone;

        Reader(Run run, ComponentMistake mistake) {
            this.run = run;
            this.mistake = mistake;
            this.rows = run.dice().below(40);
            this.pageSize = 1 + run.dice().below(9);
            this.job = run.server().addJob();
            String folder = "eval/" + job.uuid().substring(0, 2) + "/" + job.uuid() + "/";
            run.server()
                    .project()
                    .addTable(folder + "results", Table.generated(rows, i -> Map.of("id", i, "value", i / 2.0)));
        }

        void act(ClientProcess process) {
            Steps steps = new Steps(run, process, true);
            try {
                Starwhale client = StarwhaleInMemory.over(process.client());
                while (!isDone) {
                    attempt(client, steps);
                    run.turns().pause(run.dice().upTo(Duration.ofSeconds(10)));
                }
            } finally {
                steps.end();
            }
        }

        private void attempt(Starwhale client, Steps steps) {
            last = -1;
            run.coverage().count("scans");
            run.trace().add("reads", "");
            try {
                CamelInMemory.rows(
                        client,
                        new Kept(place, steps),
                        "http://server/project/demo/job/" + job.id(),
                        "results",
                        pageSize,
                        row -> steps.withinCamel(() -> process(row, steps)));
                steps.check();
                isDone = true;
            } catch (RuntimeException e) {
                steps.check();
                run.coverage().count("scan failed");
                run.trace().add("has failed", e.getMessage());
            }
        }

        private void process(Row row, Steps steps) {
            long id = (Long) row.get("id");
            steps.step();
            if (last < 0 && id + pageSize <= furthest) {
                throw ComponentPromise.WITHIN_A_PAGE.broken(
                        "it begins again at " + id + ", with pages of " + pageSize + ", and was at " + furthest);
            }
            if (last >= 0 && id != last + 1) {
                throw ComponentPromise.ROWS_IN_ORDER.broken(id + " comes behind " + last);
            }
            boolean isFirstOfPage = last < 0 || (id - first) % pageSize == 0;
            first = last < 0 ? id : first;
            last = id;
            if (isFirstOfPage && mistake == ComponentMistake.CHECKPOINT_BEFORE_ROUTING) {
                place.set(KEY, "INT64:" + Math.min(rows - 1, id + pageSize - 1));
            }
            run.turns().pause(run.dice().hits(0.9) ? Duration.ZERO : run.dice().upTo(Duration.ofSeconds(1)));
            if (!run.trouble().isCalm() && run.dice().hits(FAILURES)) {
                run.coverage().count("row failed");
                throw new IllegalStateException("the row cannot be processed");
            }
            run.trace().add("processes", id);
            run.coverage().count(id <= furthest ? "rows again" : "rows");
            processed.add(id);
            furthest = Math.max(furthest, id);
            steps.step();
        }

        void check() {
            for (long id = 0; id < rows; id++) {
                if (!processed.contains(id)) {
                    throw ComponentPromise.NO_ROW_LOST.broken(
                            "row " + id + " of " + rows + " was not processed, but " + processed);
                }
            }
        }
    }
}
