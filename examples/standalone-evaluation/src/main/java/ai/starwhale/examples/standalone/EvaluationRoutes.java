// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.standalone;

import static ai.starwhale.camel.StarwhaleConstants.STATUS;
import static ai.starwhale.camel.StarwhaleRows.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;

/** The way of the evaluation: it is run, and its summary and its rows are read when it has ended. */
final class EvaluationRoutes extends RouteBuilder {
    private final Path output;
    private final Report report;

    EvaluationRoutes(Path output, Report report) {
        this.output = output;
        this.report = report;
    }

    @Override
    public void configure() {
        ObjectMapper json = new ObjectMapper();

        onException(Exception.class).handled(true).process(report::failure);

        from("timer:once?repeatCount=1&delay=0")
                .routeId("evaluate")
                .to("starwhale:job?operation=create&project=local/project/self&model=mood"
                        + "&runHandler=evaluator:evaluate&datasets=sentences&await=true")
                .process(report::ended)
                .filter(header(STATUS).isEqualTo("SUCCESS"))
                .to("direct:results");

        from("direct:results")
                .routeId("results")
                .to("starwhale:job?operation=summary")
                .process(report::summary)
                .to("starwhale:job?operation=rows&table=results")
                .split(rows())
                .streaming()
                .stopOnException()
                .process(report::row)
                .process(exchange -> exchange.getMessage()
                        .setBody(json.writeValueAsString(exchange.getMessage().getBody())))
                .to("file:" + output + "?fileName=results-${header.CamelStarwhaleJobId}.jsonl"
                        + "&fileExist=Append&appendChars=\\n")
                .end()
                .process(exchange -> report.file(output.resolve(
                        "results-" + exchange.getMessage().getHeader("CamelStarwhaleJobId") + ".jsonl")));
    }
}
