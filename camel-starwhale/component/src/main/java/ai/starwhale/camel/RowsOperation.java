// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Job;
import ai.starwhale.client.Scan;
import ai.starwhale.client.Starwhale;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/** Streams a table: the body is an iterator for a Splitter, which asks for pages as it goes. */
final class RowsOperation implements JobOperation {
    private final RouteStops stops;

    RowsOperation(RouteStops stops) {
        this.stops = stops;
    }

    @Override
    public void process(Starwhale starwhale, Options options, Exchange exchange) {
        StarwhaleConfiguration configuration = options.configuration();
        Scan scan = scan(options, configuration);
        Job job = starwhale.job(options.job());
        String table = options.table();
        RowSource source = new RowSource(job, table, scan, checkpoint(job, table, configuration, exchange), stops);
        exchange.getMessage().setBody(ExchangeRows.of(source, configuration.getOutputType(), exchange));
        exchange.getMessage().setHeader(StarwhaleConstants.JOB_URI, job.uri());
        exchange.getMessage().setHeader(StarwhaleConstants.TABLE, table);
    }

    private static Scan scan(Options options, StarwhaleConfiguration configuration) {
        Scan scan = Scan.from(options.object(StarwhaleConstants.START, configuration.getStart()))
                .to(options.object(StarwhaleConstants.END, configuration.getEnd()))
                .pageSize(configuration.getFetchSize())
                .columns(columns(options, configuration));
        if (configuration.isEndInclusive()) {
            scan = scan.endInclusive();
        }
        return configuration.isKeepNone() ? scan.keepNone() : scan;
    }

    /** A text with commas, or in the header also a list: a name may have a comma in it. */
    private static String[] columns(Options options, StarwhaleConfiguration configuration) {
        Object columns = options.object(StarwhaleConstants.COLUMNS, configuration.getColumns());
        return columns instanceof Iterable<?> names
                ? StreamSupport.stream(names.spliterator(), false)
                        .map(String::valueOf)
                        .toArray(String[]::new)
                : Options.list(columns == null ? null : columns.toString()).toArray(String[]::new);
    }

    private static @Nullable Checkpoint checkpoint(
            Job job, String table, StarwhaleConfiguration configuration, Exchange exchange) {
        StateRepository<String, String> repository = configuration.getOffsetRepository();
        if (repository == null) {
            return null;
        }
        start(repository, exchange.getContext());
        String key = SimpleOption.evaluated("offsetKey", configuration.getOffsetKey(), exchange);
        if (key == null) {
            // The uuid and not the number, which another Server gives to another job.
            key = "starwhale/rows/" + job.info().uuid() + "/" + table;
        }
        return new Checkpoint(repository, key);
    }

    /** A repository of files reads them when it is started, which the registry that it was put into does not do. */
    private static void start(StateRepository<String, String> repository, CamelContext camel) {
        try {
            if (!camel.hasService(repository)) {
                camel.addService(repository, true, true);
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
