// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.ManualPolls;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process ends between any two steps: requests, what is read and written of the state, and what a route does. A test
 * walks them all.
 */
class RestartTest {

    /** A state that outlives processes, and the step at which a process ends; nothing that it does after that counts. */
    private static final class Steps extends ServiceSupport implements StateRepository<String, String> {
        private final Map<String, String> states = new HashMap<>();
        private final List<String> told = new ArrayList<>();
        private final Map<String, String> changes = new HashMap<>();
        private int left = Integer.MAX_VALUE;

        void endAfter(int steps) {
            left = steps;
        }

        boolean isOver() {
            return left <= 0;
        }

        void step() {
            left--;
            if (isOver()) {
                throw new IllegalStateException("the process has ended");
            }
        }

        @Override
        public void setState(String key, String value) {
            step();
            states.put(key, value);
            step();
        }

        @Override
        public String getState(String key) {
            step();
            return states.get(key);
        }

        void tell(JobStatusChange change) {
            step();
            told.add(change.eventId());
            String whatChanged = change.job().id() + ": " + change.from() + " -> " + change.to();
            assertThat(changes.merge(change.eventId(), whatChanged, (before, now) -> before))
                    .as("what %s stands for", change.eventId())
                    .isEqualTo(whatChanged);
            step();
        }
    }

    private static DefaultCamelContext start(Fixture fixture, Steps steps, ManualPolls polls, String options)
            throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        StarwhaleConfiguration configuration =
                camel.getComponent("starwhale", StarwhaleComponent.class).getConfiguration();
        configuration.setSwcliConfig(Fixture.NO_SWCLI_CONFIG);
        configuration.setToken(Fixture.TOKEN);
        configuration.setProject("demo");
        configuration.setInstance(fixture.server.url());
        camel.getRegistry().bind("polls", polls);
        camel.getRegistry().bind("steps", steps);
        camel.getCamelContextExtension().setName("restarted");
        RouteBuilder.addRoutes(camel, route -> route.from(
                        "starwhale:job?scheduler=#polls&stateRepository=#steps&consumerId=us" + options)
                .errorHandler(route.defaultErrorHandler().logExhausted(false))
                .process(exchange -> steps.tell(exchange.getMessage().getBody(JobStatusChange.class))));
        camel.start();
        return camel;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&maxMessagesPerPoll=1",
                "&statuses=SUCCESS,FAIL",
                "&changeFeed=false",
                "&changeFeed=false&maxMessagesPerPoll=2",
                "&job=1,2,63"
            })
    void whereverAProcessEndsNothingIsLost(String options) throws Exception {
        int steps = 1;
        int duplicates = 0;
        while (true) {
            try (Fixture fixture = new Fixture()) {
                Steps state = new Steps();
                boolean ended = walk(fixture, state, options, steps);
                duplicates += state.told.size() - state.changes.size();
                if (!ended) {
                    break;
                }
            }
            steps++;
        }
        System.out.printf("%-40s ended at %3d steps, %3d duplicates%n", options, steps - 1, duplicates);
        assertThat(steps).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&changeFeed=false", "&job=1"})
    void whereverAProcessEndsInATellingItIsToldAgainThoughTheJobHasGoneOn(String options) throws Exception {
        boolean ended = true;
        int wentBack = 0;
        for (int steps = 1; ended; steps++) {
            try (Fixture fixture = new Fixture()) {
                Steps state = new Steps();
                AddedJob job = fixture.server.addJob(
                        fixture.demo, Fixture.statuses("RUNNING", "FAIL").whenResumed(Fixture.statuses("RUNNING")));
                ManualPolls polls = new ManualPolls(fixture.clock, Duration.ofMinutes(2));
                DefaultCamelContext first = start(fixture, state, polls, options);
                polls.poll();
                fixture.clock.advance(Duration.ofMinutes(2));
                state.endAfter(steps);
                polls.poll();
                ended = state.isOver();
                if (ended) {
                    state.endAfter(0);
                }
                first.close();
                state.endAfter(Integer.MAX_VALUE);
                fixture.act("POST", job.id() + "/resume");
                fixture.clock.advance(Duration.ofMinutes(2));
                boolean wasBegun = state.states.containsValue("0/RUNNING/FAIL") || !state.told.isEmpty();
                ManualPolls others = new ManualPolls(fixture.clock, Duration.ofMinutes(2));
                try (DefaultCamelContext second = start(fixture, state, others, options)) {
                    assertThat(second.isStarted()).isTrue();
                    others.poll();
                    others.poll();
                    others.poll();
                    if (wasBegun) {
                        // FAIL may come twice, one after the other.
                        assertThat(state.told)
                                .as("told after the process had ended at step %s", steps)
                                .containsSubsequence(job.uuid() + "/0/FAIL", job.uuid() + "/1/RUNNING")
                                .endsWith(job.uuid() + "/1/RUNNING")
                                .containsOnlyOnce(job.uuid() + "/1/RUNNING")
                                .hasSizeLessThanOrEqualTo(3);
                        wentBack++;
                    }
                }
            }
        }
        assertThat(wentBack).isGreaterThan(5);
    }

    /** Says whether the process ended at all. */
    private static boolean walk(Fixture fixture, Steps state, String options, int steps) throws Exception {
        AddedJob succeeds = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        AddedJob fails = fixture.server.addJob(
                fixture.demo, Fixture.statuses("RUNNING", "FAIL").whenResumed(Fixture.statuses("RUNNING", "SUCCESS")));
        for (int i = 0; i < 60; i++) {
            // So that the two are not among the newest.
            fixture.server.addJob(fixture.demo, Fixture.statuses("SUCCESS"));
        }
        ManualPolls polls = new ManualPolls(fixture.clock, Duration.ofMinutes(2));
        DefaultCamelContext first = start(fixture, state, polls, options);
        polls.poll();
        assertThat(state.told).isEmpty();

        fixture.clock.advance(Duration.ofMinutes(1));
        AddedJob comes = fixture.server.addJob(fixture.demo, Fixture.statuses("SUCCESS"));
        fixture.server.intercept(request -> {
            try {
                state.step();
                return null;
            } catch (IllegalStateException over) {
                return Answer.html(500);
            }
        });
        state.endAfter(steps);
        List<String> expected = new ArrayList<>(
                List.of(succeeds.uuid() + "/0/SUCCESS", fails.uuid() + "/0/FAIL", comes.uuid() + "/0/SUCCESS"));
        for (int i = 0; i < 4; i++) {
            polls.poll();
            // Longer than what is read again in any case.
            fixture.clock.advance(Duration.ofMinutes(2));
            expected.add(fixture.server
                            .addJob(fixture.demo, Fixture.statuses("SUCCESS"))
                            .uuid() + "/0/SUCCESS");
        }
        boolean ended = state.isOver();
        if (ended) {
            state.endAfter(0);
        }
        first.close();
        state.endAfter(Integer.MAX_VALUE);
        if (options.contains("job=")) {
            expected.removeAll(List.copyOf(expected.subList(3, expected.size())));
        }
        ManualPolls others = new ManualPolls(fixture.clock, Duration.ofMinutes(2));
        try (DefaultCamelContext second = start(fixture, state, others, options)) {
            assertThat(second.isStarted()).isTrue();
            for (int i = 0; i < 10; i++) {
                others.poll();
            }
            assertThat(List.copyOf(state.changes.keySet()))
                    .as("told after the process had ended at step %s", steps)
                    .containsExactlyInAnyOrderElementsOf(expected);
            int told = state.told.size();
            others.poll();
            assertThat(state.told).hasSize(told);
            fixture.act("POST", fails.id() + "/resume");
            others.poll();
            fixture.clock.advance(Duration.ofMinutes(1));
            others.poll();
            assertThat(state.told.get(state.told.size() - 1))
                    .isEqualTo(fails.uuid() + (options.contains("statuses") ? "/1/SUCCESS" : "/2/SUCCESS"));
        }
        return ended;
    }
}
