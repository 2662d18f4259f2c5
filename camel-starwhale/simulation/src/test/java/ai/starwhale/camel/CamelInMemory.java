// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Row;
import ai.starwhale.client.Starwhale;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.CamelInternalProcessor;
import org.apache.camel.impl.engine.CamelInternalProcessor.UnitOfWorkProcessorAdvice;
import org.apache.camel.spi.ExchangeFactoryManager;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

/**
 * One Camel context for all runs, in which the real consumer and the real rows work, without a thread of their own; it
 * stands here because no user can.
 */
public final class CamelInMemory {
    private static final String ROW = "row";
    private static final CamelContext CAMEL = camel();
    private static final ProducerTemplate TEMPLATE = CAMEL.createProducerTemplate();

    private CamelInMemory() {}

    private static CamelContext camel() {
        try {
            DefaultCamelContext camel = new DefaultCamelContext();
            RouteBuilder.addRoutes(camel, route -> route.from("direct:rows")
                    .errorHandler(route.noErrorHandler())
                    .process(exchange ->
                            exchange.getProperty("rows", Reading.class).begin(exchange))
                    .split(route.body())
                    .streaming()
                    .stopOnException()
                    .process(exchange -> exchange.getProperty("rows", Reading.class)
                            .row
                            .accept(exchange.getMessage().getBody(Row.class)))
                    .end());
            camel.start();
            return camel;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static StarwhaleEndpoint endpoint(Starwhale client, Consumer<StarwhaleConfiguration> options) {
        StarwhaleConfiguration configuration = new StarwhaleConfiguration();
        configuration.setClient(client);
        configuration.setProject("demo");
        options.accept(configuration);
        StarwhaleComponent component = CAMEL.getComponent("starwhale", StarwhaleComponent.class);
        StarwhaleEndpoint endpoint = new StarwhaleEndpoint("starwhale:job", component, configuration);
        endpoint.setResource("job");
        return endpoint;
    }

    /** A consumer in one process, which polls when it is told to. */
    public static final class Watching {
        private final StarwhaleConsumer consumer;

        /** Starts it; {@code route} is what it tells. */
        public Watching(
                Starwhale client,
                StateRepository<String, String> repository,
                boolean tellsAll,
                long sweepMillis,
                Consumer<JobStatusChange> route)
                throws Exception {
            StarwhaleEndpoint endpoint = endpoint(client, configuration -> {
                configuration.setStateRepository(repository);
                configuration.setConsumerId("watching");
                configuration.setSweepInterval(sweepMillis);
                configuration.setInitialState(tellsAll ? InitialState.all : InitialState.none);
            });
            CamelInternalProcessor processor = new CamelInternalProcessor(
                    CAMEL, exchange -> route.accept(exchange.getMessage().getBody(JobStatusChange.class)));
            processor.addAdvice(new UnitOfWorkProcessorAdvice(null, CAMEL));
            ServiceHelper.startService(processor);
            consumer = new StarwhaleConsumer(endpoint, processor);
            consumer.setStartScheduler(false);
            consumer.start();
        }

        /** One poll, with all that it tells; gives how much that was. */
        public int poll() throws Exception {
            return consumer.poll();
        }

        /** Stops it as a route does. */
        public void stop() {
            try {
                consumer.stop();
            } finally {
                forget();
            }
        }

        /** The process has died; the context goes on with others and shall not keep this one. */
        public void forget() {
            StarwhaleEndpoint endpoint = (StarwhaleEndpoint) consumer.getEndpoint();
            endpoint.component().consumers().remove(consumer);
            ServiceHelper.stopAndShutdownService(consumer.getScheduler());
            ExchangeFactoryManager factories = CAMEL.getCamelContextExtension().getExchangeFactoryManager();
            factories.getExchangeFactories().stream()
                    .filter(factory -> consumer.equals(factory.getConsumer()))
                    .forEach(factories::removeExchangeFactory);
            CamelInMemory.forget(endpoint.getConfiguration().getStateRepository());
        }
    }

    /** What one exchange reads. */
    private record Reading(StarwhaleEndpoint endpoint, Consumer<Row> row) {
        void begin(Exchange exchange) throws Exception {
            exchange.setPattern(org.apache.camel.ExchangePattern.InOut);
            var producer = endpoint.createProducer();
            ServiceHelper.startService(producer);
            producer.process(exchange);
        }
    }

    /**
     * Splits the rows of a table in a route, from the checkpoint on.
     *
     * @throws RuntimeException what the exchange failed with
     */
    public static void rows(
            Starwhale client,
            StateRepository<String, String> repository,
            String job,
            String table,
            int pageSize,
            Consumer<Row> row) {
        StarwhaleEndpoint endpoint = endpoint(client, configuration -> {
            configuration.setOperation(Operation.rows);
            configuration.setJob(job);
            configuration.setTable(table);
            configuration.setFetchSize(pageSize);
            configuration.setOffsetRepository(repository);
            configuration.setOffsetKey(ROW);
        });
        Exchange done =
                TEMPLATE.send("direct:rows", exchange -> exchange.setProperty("rows", new Reading(endpoint, row)));
        forget(repository);
        Throwable failure = done.getException();
        if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** The context keeps what it has started. */
    private static void forget(StateRepository<String, String> repository) {
        try {
            CAMEL.removeService(repository);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
