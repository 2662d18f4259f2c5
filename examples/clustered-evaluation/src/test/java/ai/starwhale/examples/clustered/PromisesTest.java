// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not as promised is seen: each test spoils something. */
class PromisesTest {
    private static final Instant FIRST = Instant.parse("2026-11-22T02:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(3);
    private static final Instant THIRD = FIRST.plusSeconds(6);

    private final TreeSet<Instant> fires = new TreeSet<>();
    private final List<Seen.Job> jobs = new ArrayList<>();
    private final List<Seen.Event> events = new ArrayList<>();
    private final List<Long> polls = new ArrayList<>();
    private final List<Long> kills = new ArrayList<>();

    @BeforeEach
    void allIsWell() {
        for (Instant fire : List.of(FIRST, SECOND, THIRD)) {
            fires.add(fire);
            job(String.valueOf(jobs.size() + 1), "SUCCESS", fire);
        }
        for (long time = FIRST.toEpochMilli(); time < THIRD.toEpochMilli() + 9000; time += 500) {
            polls.add(time);
        }
    }

    private void job(String id, String status, Instant fire) {
        jobs.add(new Seen.Job(id, "uuid-" + id, status, FIRST, fire));
        events.add(new Seen.Event("uuid-" + id + "/0/RUNNING", id, "RUNNING", 1));
        events.add(new Seen.Event("uuid-" + id + "/1/" + status, id, status, 2));
    }

    private List<String> broken() {
        return Promises.broken(
                new Seen(fires, jobs, events, polls, kills), Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void nothingIsBroken() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void aJobTooMany() {
        job("4", "SUCCESS", SECOND);
        assertThat(broken()).containsExactly("the fire of 2026-11-22T02:00:03Z has 2 jobs: [2, 4]");
    }

    @Test
    void aSecondJobThatIsCancelledIsNone() {
        job("4", "CANCELED", SECOND);
        assertThat(broken()).isEmpty();
    }

    @Test
    void aFireWithoutAJob() {
        jobs.remove(1);
        assertThat(broken()).containsExactly("the fire of 2026-11-22T02:00:03Z has 0 jobs: []");
    }

    @Test
    void aFireThatNobodyFired() {
        fires.remove(SECOND);
        jobs.remove(1);
        assertThat(broken())
                .containsExactly(
                        "nobody fired at 2026-11-22T02:00:03Z", "the fire of 2026-11-22T02:00:03Z has 0 jobs: []");
    }

    @Test
    void aJobOfNoFire() {
        job("4", "SUCCESS", null);
        assertThat(broken()).containsExactly("job 4 is of no fire");
    }

    @Test
    void aJobThatWasNotToldOf() {
        events.removeIf(event -> event.job().equals("2"));
        polls.clear();
        assertThat(broken()).containsExactly("job 2 is SUCCESS, and told was []: the last is another");
    }

    @Test
    void aLastStatusThatWasNotTold() {
        events.removeIf(event -> event.id().equals("uuid-2/1/SUCCESS"));
        assertThat(broken()).containsExactly("job 2 is SUCCESS, and told was [RUNNING]: the last is another");
    }

    @Test
    void aChangeUnderTwoIds() {
        events.add(new Seen.Event("uuid-2/2/SUCCESS", "2", "SUCCESS", 1));
        assertThat(broken())
                .containsExactly("job 2 is SUCCESS, and told was [RUNNING, SUCCESS, SUCCESS]: that is not the order");
    }

    @Test
    void anIdThatSkipsANumber() {
        events.set(3, new Seen.Event("uuid-2/2/SUCCESS", "2", "SUCCESS", 1));
        assertThat(broken()).containsExactly("event 1 of job 2 is called uuid-2/2/SUCCESS and not uuid-2/1/SUCCESS");
        // Though a node was killed: what it was about to tell has to be told as well.
        kills.add(FIRST.toEpochMilli() + 2000);
        assertThat(broken()).hasSize(1);
    }

    @Test
    void anIdThatRepeatsANumber() {
        events.set(3, new Seen.Event("uuid-2/0/SUCCESS", "2", "SUCCESS", 1));
        assertThat(broken()).containsExactly("event 1 of job 2 is called uuid-2/0/SUCCESS and not uuid-2/1/SUCCESS");
        kills.add(FIRST.toEpochMilli() + 2000);
        assertThat(broken()).hasSize(1);
    }

    @Test
    void anIdOfAnotherJob() {
        events.set(3, new Seen.Event("uuid-1/1/SUCCESS", "2", "SUCCESS", 1));
        assertThat(broken()).containsExactly("event 1 of job 2 is called uuid-1/1/SUCCESS and not uuid-2/1/SUCCESS");
    }

    @Test
    void changesInAnotherOrder() {
        events.set(2, new Seen.Event("uuid-2/0/SUCCESS", "2", "SUCCESS", 1));
        events.set(3, new Seen.Event("uuid-2/1/RUNNING", "2", "RUNNING", 1));
        assertThat(broken()).contains("job 2 is SUCCESS, and told was [SUCCESS, RUNNING]: that is not the order");
    }

    @Test
    void aStatusThatStoodLongerThanAPoll() {
        onlyTheEndIsToldOfTheSecond();
        assertThat(broken())
                .containsExactly("job 2 is SUCCESS, and told was [SUCCESS]: it was RUNNING for longer than a poll");
    }

    @Test
    void aStatusThatCameAndWentWhileNobodyWatched() {
        onlyTheEndIsToldOfTheSecond();
        kills.add(FIRST.toEpochMilli() + 2000);
        assertThat(broken()).isEmpty();
    }

    @Test
    void aStatusThatCameAndWentBetweenTwoPolls() {
        onlyTheEndIsToldOfTheSecond();
        polls.removeIf(poll -> poll % 2000 != 0);
        assertThat(broken()).isEmpty();
    }

    private void onlyTheEndIsToldOfTheSecond() {
        events.set(3, new Seen.Event("uuid-2/0/SUCCESS", "2", "SUCCESS", 1));
        events.remove(2);
    }
}
