// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when the time of a call is over, before, while and after something is waited for. */
class DeadlineTest {
    private final SetTime time = new SetTime();
    private final List<String> cut = new ArrayList<>();
    private final Deadline deadline = new Deadline(Duration.ofSeconds(10), time);

    @Test
    void whatIsUnderWayIsCutOff() {
        deadline.cutOff(() -> cut.add("first"));
        deadline.cutOff(() -> cut.add("second"));
        assertThat(deadline.isOver()).isFalse();

        time.alarm.run();

        assertThat(cut).containsExactly("second");
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void whatBeginsAfterTheEndIsCutOffAtOnce() {
        time.alarm.run();

        deadline.cutOff(() -> cut.add("late"));

        assertThat(cut).containsExactly("late");
    }

    @Test
    void nothingIsCutOffOnceTheCallIsOver() {
        deadline.cutOff(() -> cut.add("done"));
        deadline.close();

        time.alarm.run();

        assertThat(cut).isEmpty();
        assertThat(time.calledOff).isTrue();
    }

    @Test
    void timeIsOverByTheClockToo() {
        time.now = time.now.plusSeconds(10);

        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void aPauseHasToEndBeforeIt() {
        assertThat(deadline.allows(Duration.ofMillis(9_999))).isTrue();
        assertThat(deadline.allows(Duration.ofSeconds(10))).isFalse();
    }

    /** A time that stands, with one alarm. */
    private static final class SetTime implements Time {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");
        private Runnable alarm = () -> {};
        private boolean calledOff;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void pause(Duration duration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Runnable after(Duration delay, Runnable action) {
            alarm = action;
            return () -> calledOff = true;
        }
    }
}
