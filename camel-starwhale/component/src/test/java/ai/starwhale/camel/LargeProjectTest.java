// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ManualClock;
import ai.starwhale.testkit.RecordedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A project of 10,000 jobs that have ended and 100 that run, and what watching it costs. */
class LargeProjectTest {
    private static final int ENDED = 10_000;
    private static final int RUNNING = 100;
    private final Fixture fixture = standing();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** Where no time passes for the client: however slow the machine, it does not look at its list, as it does each minute. */
    private static Fixture standing() {
        Fixture fixture = new Fixture();
        ManualClock clock = new ManualClock();
        fixture.component().getConfiguration().setClock(clock);
        fixture.component().getConfiguration().setTimer(clock.timer());
        return fixture;
    }

    private static void fill(Fixture fixture, int ended) {
        JobScript fails = Fixture.statuses("RUNNING", "FAIL").whenResumed(Fixture.statuses("RUNNING"));
        for (int i = 0; i < ended; i++) {
            fixture.server.addJob(fixture.demo, fails);
            fixture.clock.advance(Duration.ofSeconds(5));
        }
        for (int i = 0; i < RUNNING; i++) {
            fixture.server.addJob(fixture.demo, JobScript.run());
            fixture.clock.advance(Duration.ofSeconds(5));
        }
        fixture.clock.advance(Duration.ofHours(1));
    }

    private int requests;
    private long bytes;

    /** What a poll tells; what it costs is printed. */
    private List<String> poll(String what, Watcher watcher) {
        fixture.server.clearRequests();
        List<String> told = watcher.poll();
        requests = fixture.server.requests().size();
        bytes = bytes(fixture);
        System.out.printf("%-62s %5d told, %3d requests, %,11d bytes%n", what, told.size(), requests, bytes);
        return told;
    }

    /** How many bytes the same requests are answered with, without compression. */
    private static long bytes(Fixture fixture) {
        return List.copyOf(fixture.server.requests()).stream()
                .mapToLong(request -> answer(fixture, request))
                .sum();
    }

    private static int answer(Fixture fixture, RecordedRequest request) {
        String address = fixture.server.url() + request.path() + (request.query() == null ? "" : "?" + request.query());
        HttpRequest again = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + Fixture.TOKEN)
                .header("Content-Type", "application/json")
                .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()))
                .build();
        Supplier<HttpResponse<byte[]>> sending = () -> {
            try {
                return HttpClient.newHttpClient().send(again, HttpResponse.BodyHandlers.ofByteArray());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        return sending.get().body().length;
    }

    @Test
    void aSteadyPollIsOneSmallRequestWhateverTheSizeOfTheProject() throws Exception {
        long small;
        try (Fixture other = standing()) {
            fill(other, 100);
            Watcher watcher = new Watcher(other, "");
            watcher.poll();
            other.server.clearRequests();
            watcher.poll();
            small = bytes(other);
        }
        fill(fixture, ENDED);
        Watcher watcher = new Watcher(fixture, "");
        assertThat(poll("feed: the very first poll", watcher)).isEmpty();

        assertThat(poll("feed: a steady poll", watcher)).isEmpty();

        assertThat(requests).isEqualTo(1);
        System.out.printf("feed: a steady poll of a project with 100 ended jobs: %,d bytes%n", small);
        assertThat(bytes).isLessThan(8_000).isCloseTo(small, within(200L));

        fixture.act("POST", "5/resume");
        assertThat(poll("feed: an old job was resumed", watcher)).containsExactly("5:RUNNING");
        assertThat(requests).isEqualTo(2);
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.act("POST", (ENDED + 1) + "/cancel");
        assertThat(poll("feed: a job was cancelled", watcher)).containsExactly((ENDED + 1) + ":CANCELLING");

        watcher.restart();
        assertThat(poll("feed: the first poll after a restart", watcher)).isEmpty();
    }

    @Test
    void aBurstArrivesComplete() throws Exception {
        fill(fixture, 100);
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        for (int i = 0; i < 3_000; i++) {
            fixture.server.addJob(fixture.demo, JobScript.run());
            fixture.clock.advance(Duration.ofMillis(i % 3));
        }

        assertThat(poll("feed: 3,000 new jobs in one interval", watcher))
                .hasSize(3_000)
                .doesNotHaveDuplicates();

        assertThat(requests).isLessThan(50);
        assertThat(poll("feed: the poll behind it", watcher)).isEmpty();
        for (int job = 201; job <= 3_200; job++) {
            fixture.act("POST", job + "/cancel");
        }
        assertThat(poll("feed: 3,000 changes in one interval", watcher))
                .hasSize(3_000)
                .doesNotHaveDuplicates();
        assertThat(requests).isLessThan(50);
    }

    @Test
    void whatItCostsWithoutTheFeed() throws Exception {
        fill(fixture, ENDED);
        Watcher watcher = new Watcher(fixture, "changeFeed=false");
        assertThat(poll("list: the very first poll, which is a sweep", watcher)).isEmpty();
        assertThat(poll("list: a steady poll", watcher)).isEmpty();
        assertThat(requests).isLessThan(5);
        fixture.act("POST", (ENDED + 1) + "/cancel");
        fixture.act("POST", "5/resume");
        assertThat(poll("list: a job was cancelled, and an old one resumed", watcher))
                .containsExactly((ENDED + 1) + ":CANCELLING");
        watcher.restart();
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(poll("list: the next sweep", watcher)).containsExactly("5:RUNNING", (ENDED + 1) + ":CANCELED");
        assertThat(poll("list: a steady poll, with an old job that runs", watcher))
                .isEmpty();
    }
}
