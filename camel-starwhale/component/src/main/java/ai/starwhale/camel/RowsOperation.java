// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Job;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.Starwhale;
import org.apache.camel.Exchange;

/** Streams a table: the body is an iterator for a Splitter, which asks for pages as it goes. */
final class RowsOperation implements JobOperation {

    @Override
    public void process(Starwhale starwhale, Options options, Exchange exchange) {
        StarwhaleConfiguration configuration = options.configuration();
        Scan scan = scan(options, configuration);
        Job job = starwhale.job(options.job());
        String table = options.table();
        RowStream rows = job.rows(table, scan);
        exchange.getMessage().setBody(ExchangeRows.of(rows, configuration.getOutputType(), exchange));
        exchange.getMessage().setHeader(StarwhaleConstants.JOB_URI, job.uri());
        exchange.getMessage().setHeader(StarwhaleConstants.TABLE, table);
    }

    private static Scan scan(Options options, StarwhaleConfiguration configuration) {
        Scan scan = Scan.from(options.object(StarwhaleConstants.START, configuration.getStart()))
                .to(options.object(StarwhaleConstants.END, configuration.getEnd()))
                .pageSize(configuration.getFetchSize())
                .columns(Options.list(configuration.getColumns()).toArray(String[]::new));
        if (configuration.isEndInclusive()) {
            scan = scan.endInclusive();
        }
        return configuration.isKeepNone() ? scan.keepNone() : scan;
    }
}
