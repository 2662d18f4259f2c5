// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.JobRequest;
import ai.starwhale.client.StepSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The keys of the jobs that one fire of a schedule makes. */
class IdempotencyKeysTest {
    private static final StepSpec TWO = StepSpec.builder().replicas(2).build();
    private static final StepSpec THREE =
            StepSpec.builder().replicas(3).memory("1GiB").build();

    private static String key(UnaryOperator<JobRequest.Builder> difference) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId("night");
        exchange.getMessage().setHeader("scheduledFireTime", Date.from(Instant.parse("2026-11-22T02:00:00Z")));
        JobRequest request = difference
                .apply(JobRequest.builder().project("demo").model("m").runHandler("h"))
                .build();
        return String.valueOf(IdempotencyKeys.scheduled(request, exchange));
    }

    @Test
    void differInAllThatMakesOtherJobs() {
        Stream<UnaryOperator<JobRequest.Builder>> differences = Stream.of(
                request -> request,
                request -> request.project("other"),
                request -> request.model("other"),
                request -> request.runHandler("other"),
                request -> request.datasets("a"),
                request -> request.datasets("b"),
                request -> request.datasets("a", "b"),
                request -> request.runtime("r"),
                request -> request.resourcePool("gpu"),
                request -> request.ttl(Duration.ofHours(1)),
                request -> request.ttl(Duration.ofHours(2)),
                request -> request.devMode(true),
                request -> request.datasetHead(3),
                request -> request.overwriteSpecs(Map.of("s", TWO)),
                request -> request.overwriteSpecs(Map.of("s", THREE)),
                request -> request.overwriteSpecs(Map.of("t", TWO)));
        List<String> keys = differences.map(IdempotencyKeysTest::key).toList();
        assertThat(keys).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void areTheSameForTheSameJob() {
        Map<String, StepSpec> forth = new LinkedHashMap<>();
        forth.put("a", TWO);
        forth.put("b", THREE);
        Map<String, StepSpec> back = new LinkedHashMap<>();
        back.put("b", THREE);
        back.put("a", TWO);
        assertThat(key(request -> request.overwriteSpecs(forth).comment("tonight")))
                .isEqualTo(key(request -> request.overwriteSpecs(back).devModePassword("canary-key")))
                .doesNotContain("canary");
    }

    @Test
    void thereIsNoneWithoutASchedule() {
        JobRequest request = JobRequest.builder().model("m").runHandler("h").build();
        assertThat(IdempotencyKeys.scheduled(request, new DefaultExchange(new DefaultCamelContext())))
                .isNull();
    }
}
