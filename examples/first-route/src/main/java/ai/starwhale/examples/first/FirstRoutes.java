// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.first;

import static ai.starwhale.camel.StarwhaleRows.rows;

import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;

/** An evaluation on a schedule, a word when it has ended, and its rows in a database. */
final class FirstRoutes extends RouteBuilder {
    @Override
    public void configure() {
        ResultsTable table = new ResultsTable(getContext().getRegistry().findSingleByType(DataSource.class));

        from("quartz:evaluate?cron={{cron}}")
                .routeId("evaluate")
                .to("starwhale:job?operation=create&project=demo&model=mnist&runHandler=evaluator:evaluate"
                        + "&datasets=mnist")
                .log("created job ${header.CamelStarwhaleJobId}: ${header.CamelStarwhaleJobUri}");

        from("starwhale:job?project=demo&statuses=SUCCESS,FAIL,CANCELED&delay={{poll}}"
                        + "&initialState={{before}}&stateRepository=#told")
                .routeId("watch")
                .log("job ${header.CamelStarwhaleJobId} has ended: ${header.CamelStarwhaleStatus}")
                .filter(header("CamelStarwhaleStatus").isEqualTo("SUCCESS"))
                .to("direct:store");

        from("direct:store")
                .routeId("store")
                .to("starwhale:job?operation=columns&table=results")
                .setProperty("columns", body())
                .bean(table, "create")
                .to("starwhale:job?operation=rows&table=results&outputType=pages")
                .split(rows())
                .streaming()
                .stopOnException()
                .bean(table, "merge")
                .end()
                .log("job ${header.CamelStarwhaleJobId}: its rows are in the database");
    }
}
