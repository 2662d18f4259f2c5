// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Job;
import ai.starwhale.client.Scan;
import org.apache.camel.Exchange;

/** The body that {@code operation=rows} gives, without an endpoint and its instance. */
public final class RowsOfJob {
    private RowsOfJob() {}

    /** Sets it for all rows of the job. */
    public static void set(Exchange exchange, Job job, OutputType type) {
        RowSource source = new RowSource(job, "results", Scan.all(), null, new RouteStops());
        exchange.getMessage().setBody(ExchangeRows.of(source, type, exchange));
    }
}
