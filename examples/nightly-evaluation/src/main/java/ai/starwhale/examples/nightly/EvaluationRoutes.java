// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import static ai.starwhale.camel.StarwhaleConstants.STATUS;
import static ai.starwhale.camel.StarwhaleRows.rows;

import ai.starwhale.camel.JobStatusChange;
import ai.starwhale.client.JobInfo;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;

/** The way of an evaluation: from the schedule to the rows in the database and the file. */
final class EvaluationRoutes extends RouteBuilder {
    private static final String SUCCESS = "SUCCESS";

    private final OurJobs ours;
    private final Path output;
    private final DataSource database;
    private final Outcome outcome;

    EvaluationRoutes(OurJobs ours, Path output, DataSource database, Outcome outcome) {
        this.ours = ours;
        this.output = output;
        this.database = database;
        this.outcome = outcome;
    }

    @Override
    public void configure() {
        Report report = new Report();
        Collection collection = new Collection(output, database, report);

        from("quartz:nightly?{{nightly.trigger}}")
                .routeId("schedule")
                .startupOrder(2)
                .onException(Exception.class)
                .handled(true)
                .process(exchange -> report.failure("the evaluation could not be created", exchange))
                .process(exchange -> outcome.failed())
                .end()
                .process(exchange -> report.line(getContext()
                        .resolvePropertyPlaceholders(
                                "creating an evaluation of {{starwhale.model}}, handler {{starwhale.handler}},"
                                        + " dataset {{starwhale.dataset}}")))
                .to("starwhale:job?operation=create&model={{starwhale.model}}&runHandler={{starwhale.handler}}"
                        + "&datasets={{starwhale.dataset}}&runtime={{?starwhale.runtime}}")
                .process(exchange -> report.created(exchange.getMessage().getBody(JobInfo.class)));

        // What was told is kept in a file: what ends while this program is down is collected when it is up again.
        // At the very first start what runs then is told of too.
        from("starwhale:job?stateRepository=#told&initialState=current&delay={{starwhale.poll}}&initialDelay=0")
                .routeId("watch")
                .startupOrder(1)
                .filter(exchange -> ours.include(
                        exchange.getMessage().getBody(JobStatusChange.class).job()))
                .process(exchange -> report.changed(exchange.getMessage().getBody(JobStatusChange.class)))
                .choice()
                .when(header(STATUS).isEqualTo(SUCCESS))
                .to("direct:collect")
                .when(header(STATUS).in("FAIL", "CANCELED"))
                .to("direct:failed")
                .end();

        from("direct:collect")
                .routeId("collect")
                .onException(Exception.class)
                .process(collection::abandon)
                .process(exchange -> report.failure("the results could not be collected", exchange))
                .process(exchange -> outcome.failed())
                .end()
                .process(collection::begin)
                .to("starwhale:job?operation=rows&table=results&outputType=pages")
                .split(rows())
                .streaming()
                .stopOnException()
                .process(collection::appendToFile)
                .process(collection::insert)
                .end()
                .process(collection::finish)
                .to("starwhale:job?operation=summary")
                .process(collection::writeSummary)
                .process(exchange -> outcome.succeeded());

        from("direct:failed")
                .routeId("failed")
                .to("starwhale:job?operation=tasks")
                .process(report::failedTasks)
                .process(exchange -> outcome.failed());
    }
}
