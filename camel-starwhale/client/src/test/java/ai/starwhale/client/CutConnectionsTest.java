// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.CuttingProxy.Way;
import ai.starwhale.testkit.Answer;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is cut, and wherever: one key makes one job, and who asks for it gets it. */
class CutConnectionsTest {

    @Test
    void afterEveryByteOfTheCreateExchange() throws Exception {
        try (OnceBench once = new OnceBench();
                CuttingProxy proxy = new CuttingProxy(
                        URI.create(once.bench.server.url()).getPort(), "POST /api/v1/project/demo/job ");
                Starwhale client = once.bench
                        .builder()
                        .instance(proxy.url())
                        .token(Bench.TOKEN)
                        .build()) {
            Set<String> uuids = new HashSet<>();
            uuids.add(create(client, "uncut"));
            int points = 0;
            for (int bytes = 0; bytes <= proxy.requestLength(); bytes++, points++) {
                proxy.cut(Way.REQUEST, bytes);
                uuids.add(create(client, "request " + bytes));
            }
            for (int bytes = 0; bytes < proxy.answerLength(); bytes++, points++) {
                proxy.cut(Way.ANSWER, bytes);
                uuids.add(create(client, "answer " + bytes));
            }
            System.out.println("cut at " + points + " points");
            assertThat(points).isGreaterThan(500);
            assertThat(uuids).hasSize(points + 1);
            assertThat(once.kept()).extracting(JobInfo::uuid).containsExactlyInAnyOrderElementsOf(uuids);
        }
    }

    /** A process that dies after a step is one whose every further request goes nowhere. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterEveryStepOfAProcessThatDies(boolean lastStepIsHandled) {
        int steps = 0;
        boolean finished = false;
        try (OnceBench once = new OnceBench()) {
            while (!finished) {
                String key = "step " + steps;
                AtomicInteger left = new AtomicInteger(steps++);
                once.bench.server.intercept(request -> {
                    int now = left.getAndDecrement();
                    return now > 0
                            ? null
                            : now == 0 && lastStepIsHandled ? Answer.cut().afterHandling() : Answer.cut();
                });
                finished = createOrDie(once, key);
                once.bench.server.intercept(null);

                String uuid = create(once.bench.client, key);
                assertThat(once.kept()).hasSize(steps);
                assertThat(once.kept().get(0).uuid()).isEqualTo(uuid);
            }
        }
        System.out.println("died after " + (steps - 1) + " steps");
        assertThat(steps).isGreaterThan(4);
    }

    private static boolean createOrDie(OnceBench once, String key) {
        try (Starwhale dying = once.bench.builder().token(Bench.TOKEN).build()) {
            dying.createJob(OnceBench.request().idempotencyKey(key).build());
            return true;
        } catch (StarwhaleException dead) {
            return false;
        }
    }

    private static String create(Starwhale client, String key) {
        return client.createJob(OnceBench.request().idempotencyKey(key).build())
                .info()
                .uuid();
    }
}
