// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Camel can use an exchange again for the next message. */
class PooledExchangesTest {
    private final Fixture fixture = new Fixture(camel -> {
        camel.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        camel.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
    });

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void aConsumerTellsEveryChange() throws Exception {
        Watcher watcher = new Watcher(fixture, "initialState=all");
        for (int i = 0; i < 3; i++) {
            fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        }
        assertThat(watcher.poll()).containsExactly("1:RUNNING", "2:RUNNING", "3:RUNNING");
        watcher.failFor(change -> change.job().id().equals("2"));
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(watcher.poll()).containsExactly("1:SUCCESS", "2:SUCCESS", "3:SUCCESS");
        assertThat(watcher.poll()).containsExactly("2:SUCCESS");
    }

    @Test
    void aCheckpointIsThatOfItsOwnMessage() throws Exception {
        MemoryStateRepository offsets = new MemoryStateRepository();
        fixture.camel.getRegistry().bind("offsets", offsets);
        String rows = "starwhale:job?operation=rows&fetchSize=10&offsetRepository=#offsets"
                + "&offsetKey=${body}&job="
                + fixture.jobWith(Fixture.numbers(25)).id();
        fixture.route(route -> route.from("seda:in")
                .to(rows)
                .split(StarwhaleRows.rows())
                .streaming()
                .process(row -> {
                    if (offsets.getState("bad") == null
                            && row.getMessage().getBody(Map.class).get("id").equals(22L)) {
                        offsets.setState("bad", "INT64:0");
                        throw new IllegalStateException("row 22");
                    }
                }));
        fixture.template.sendBody("seda:in", "first");
        fixture.template.sendBody("seda:in", "second");
        await().untilAsserted(() -> assertThat(offsets.getState("second")).isEqualTo("INT64:24"));
        assertThat(offsets.getState("first")).isEqualTo("INT64:19");
    }

    @Test
    void rowsOfEveryMessageAreRouted() throws Exception {
        BlockingQueue<Object> ids = new LinkedBlockingQueue<>();
        String rows = "starwhale:job?operation=rows&fetchSize=10&job="
                + fixture.jobWith(Fixture.numbers(25)).id();
        fixture.route(route -> {
            route.from("seda:in")
                    .to(rows)
                    .split(route.body())
                    .streaming()
                    .process(row -> ids.add(row.getMessage().getBody(Map.class).get("id")));
        });
        for (int message = 0; message < 3; message++) {
            fixture.template.sendBody("seda:in", "go");
            for (long id = 0; id < 25; id++) {
                assertThat(ids.poll(30, TimeUnit.SECONDS)).isEqualTo(id);
            }
        }
    }
}
