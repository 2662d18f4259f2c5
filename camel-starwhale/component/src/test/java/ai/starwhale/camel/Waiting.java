// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Starwhale;
import ai.starwhale.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** A fixture whose component looks often whether jobs have ended, and messages that nobody waits for. */
final class Waiting {
    final Fixture fixture = new Fixture();
    private final Starwhale client = Starwhale.builder()
            .instance(fixture.server.url())
            .token(Fixture.TOKEN)
            .swcliConfig(Path.of(Fixture.NO_SWCLI_CONFIG))
            .pollInterval(Duration.ofMillis(20))
            .build();

    Waiting() {
        fixture.component().getConfiguration().setClient(client);
    }

    /** Sends a message and gives its exchange when the route is through with it. */
    CompletableFuture<Exchange> begin(String uri, Object body) throws Exception {
        AsyncProducer producer = fixture.camel.getEndpoint(uri).createAsyncProducer();
        producer.start();
        Exchange exchange = new DefaultExchange(fixture.camel);
        exchange.getMessage().setBody(body);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        producer.process(exchange, doneSync -> done.complete(exchange));
        return done;
    }

    /** The requests to cancel a job. */
    List<RecordedRequest> cancels() {
        return fixture.server.requests().stream()
                .filter(request -> request.path().endsWith("/cancel"))
                .toList();
    }

    void close() throws IOException {
        fixture.close();
        client.close();
    }
}
