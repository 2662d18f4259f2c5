// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final String BUSY = "server is upgrading, web api are not ready now";

    private final Bench bench = Bench.recorded();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void secondsThatTheServerAsksForAreWaited() {
        first(1, Answer.of(429, null, "slow down").header("Retry-After", "7"));

        assertThat(bench.job("3").status()).isEqualTo(JobStatus.SUCCESS);

        assertThat(bench.time.pauses()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void dateThatTheServerAsksForIsWaitedFor() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                PassingTime.START.plusSeconds(12).atZone(ZoneOffset.UTC));
        first(1, Answer.of(429, null, "slow down").header("Retry-After", date));

        assertThat(bench.job("3").status()).isEqualTo(JobStatus.SUCCESS);

        assertThat(bench.time.pauses()).containsExactly(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "", "Sun, 06 Nov 1994 08:49:37 GMT"})
    void uselessRetryAfterIsAsNone(String value) {
        first(1, Answer.of(503, null, BUSY).header("Retry-After", value));

        assertThat(bench.job("3").status()).isEqualTo(JobStatus.SUCCESS);

        assertThat(bench.time.pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "9223372036854775807", "Sun, 22 Nov 2026 11:00:00 GMT"})
    void anHourIsNotWaited(String retryAfter) {
        first(1, Answer.of(503, null, BUSY).header("Retry-After", retryAfter));

        UnavailableException e = catchThrowableOfType(
                UnavailableException.class, () -> bench.job("3").status());

        assertThat(e).hasMessageContaining(BUSY + " (503); it asks to be left alone for ");
        assertThat(bench.server.requests()).hasSize(1);
        assertThat(bench.time.pauses()).isEmpty();
    }

    private void first(int times, Answer answer) {
        AtomicInteger left = new AtomicInteger(times);
        bench.server.intercept(
                request -> request.path().endsWith("/job/3") && left.getAndDecrement() > 0 ? answer : null);
    }
}
