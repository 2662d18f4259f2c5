// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static ai.starwhale.camel.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.JobInfo;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exchanges that fail, repositories that fail, and jobs that go away meanwhile. */
class JobStatesTroubleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private final FailingRepository repository = new FailingRepository();
    private final JobStates states = started();

    private JobStates started() {
        return new JobStates(repository, "watcher", InitialState.none, List.of());
    }

    private List<JobStatusChange> look(JobInfo... jobs) {
        return states.changes(List.of(jobs), NOW);
    }

    private static List<String> ids(List<JobStatusChange> changes) {
        return changes.stream().map(JobStatusChange::eventId).toList();
    }

    @Test
    void aFailedChangeIsToldAgainWithTheSameId() {
        look(job(1, "RUNNING"));
        JobStatusChange failed = look(job(1, "SUCCESS")).get(0);
        states.fail(failed);
        assertThat(look(job(1, "SUCCESS"))).containsExactly(failed);
    }

    @Test
    void aFailedChangeIsToldAgainThoughTheJobHasGoneOn() {
        look(job(1, "RUNNING"));
        states.fail(look(job(1, "FAIL")).get(0));
        List<JobStatusChange> again = look(job(1, "RUNNING"));
        assertThat(ids(again)).containsExactly("job-1/0/FAIL");
        again.forEach(states::commit);
        assertThat(ids(look(job(1, "RUNNING")))).containsExactly("job-1/1/RUNNING");
    }

    @Test
    void aFailedChangeIsToldAgainThoughTheJobIsNotSeenAnyMore() {
        look(job(1, "RUNNING"));
        states.fail(look(job(1, "FAIL")).get(0));
        states.forget("job-1");
        assertThat(ids(look(job(2, "RUNNING")))).containsExactly("job-2/0/RUNNING", "job-1/0/FAIL");
    }

    @Test
    void changesThatFailedComeAfterThoseThatDidNot() {
        look(job(1, "RUNNING"), job(2, "RUNNING"));
        states.fail(look(job(1, "SUCCESS")).get(0));
        assertThat(ids(look(job(1, "SUCCESS"), job(2, "SUCCESS"))))
                .containsExactly("job-2/0/SUCCESS", "job-1/0/SUCCESS");
    }

    @Test
    void aChangeThatDidNotFitIsToldNextThoughTheJobHasGoneOn() {
        look(job(1, "RUNNING"), job(2, "RUNNING"));
        List<JobStatusChange> changes = look(job(1, "FAIL"), job(2, "FAIL"));
        states.commit(changes.get(0));
        states.release(changes.get(1));
        assertThat(ids(look(job(1, "RUNNING"), job(2, "RUNNING")))).containsExactly("job-1/1/RUNNING", "job-2/0/FAIL");
    }

    @Test
    void aJobThatIsForgottenWhileItsChangeIsUnderWayGoesOnCountingItsEvents() {
        look(job(1, "RUNNING"));
        look(job(1, "FAIL")).forEach(states::commit);
        JobStatusChange second = look(job(1, "RUNNING")).get(0);
        states.forget("job-1");
        states.commit(second);
        assertThat(ids(look(job(1, "FAIL")))).containsExactly("job-1/2/FAIL");
    }

    @Test
    void aChangeFromBeforeARestartGoesOnCountingItsEvents() {
        look(job(1, "RUNNING"));
        look(job(1, "FAIL")).forEach(states::commit);
        JobStatusChange second = look(job(1, "RUNNING")).get(0);
        JobStates restarted = started();
        restarted.commit(second);
        assertThat(ids(restarted.changes(List.of(job(1, "FAIL")), NOW))).containsExactly("job-1/2/FAIL");
    }

    @Test
    void aLookThatCannotBeStoredHoldsNothingBack() {
        look(job(1, "RUNNING"));
        repository.failFor("starwhale/watcher"::equals);
        assertThatThrownBy(() -> look(job(1, "SUCCESS"), job(2, "RUNNING"))).hasMessage("disk full");
        repository.failFor(key -> false);
        assertThat(ids(look(job(1, "SUCCESS"), job(2, "RUNNING"))))
                .containsExactly("job-1/0/SUCCESS", "job-2/0/RUNNING");
    }

    @Test
    void aCommitThatCannotBeStoredTellsTheChangeAgainWithTheSameId() {
        look(job(1, "RUNNING"));
        JobStatusChange change = look(job(1, "SUCCESS")).get(0);
        repository.failFor(key -> true);
        assertThatThrownBy(() -> states.commit(change)).hasMessage("disk full");
        repository.failFor(key -> false);
        assertThat(ids(look(job(1, "SUCCESS")))).containsExactly("job-1/0/SUCCESS");
    }

    @Test
    void aChangeThatIsCommittedTwiceCountsOnce() {
        look(job(1, "RUNNING"));
        JobStatusChange change = look(job(1, "FAIL")).get(0);
        states.commit(change);
        states.commit(change);
        assertThat(ids(look(job(1, "RUNNING")))).containsExactly("job-1/1/RUNNING");
    }
}
