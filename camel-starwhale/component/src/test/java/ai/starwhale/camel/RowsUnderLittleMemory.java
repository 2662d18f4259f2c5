// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program of its own, so that it can be given a small heap: counts the rows of a job through a
 * Splitter, or writes them to a file in a folder.
 */
final class RowsUnderLittleMemory {
    private RowsUnderLittleMemory() {}

    public static void main(String[] args) throws Exception {
        AtomicLong rows = new AtomicLong();
        Exchange exchange;
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleConfiguration configuration =
                    camel.getComponent("starwhale", StarwhaleComponent.class).getConfiguration();
            configuration.setToken(System.getenv("STARWHALE_TOKEN"));
            configuration.setSwcliConfig(Fixture.NO_SWCLI_CONFIG);
            String table = "starwhale:job?operation=rows&job=" + args[0] + "&instance=" + args[1];
            RouteBuilder.addRoutes(camel, route -> {
                if (args[2].equals("split")) {
                    route.from("direct:in")
                            .to(table)
                            .split(route.body())
                            .streaming()
                            .process(row -> rows.incrementAndGet());
                } else {
                    route.from("direct:in").to(table).to("file:" + args[2] + "?fileName=rows.jsonl");
                }
            });
            camel.start();
            exchange = camel.createProducerTemplate().send("direct:in", message -> {});
        }
        System.out.println("rows " + rows);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }
}
