// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static ai.starwhale.camel.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.JobChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exchanges that fail, repositories that fail, and jobs that go away meanwhile. */
class JobStatesTroubleTest {
    private final FailingRepository repository = new FailingRepository();
    private final JobStates states = started();

    private JobStates started() {
        return new JobStates(repository, "watcher", InitialState.none, List.of());
    }

    private List<JobNews> look(JobChange... jobs) {
        return look(states, jobs);
    }

    private static List<JobNews> look(JobStates states, JobChange... jobs) {
        states.see(List.of(jobs), Instant.MAX);
        List<JobNews> news = states.next(Integer.MAX_VALUE);
        news.forEach(states::begin);
        states.save(Jobs.CHANGES);
        return news;
    }

    private static List<String> ids(List<JobNews> news) {
        return news.stream().map(JobNews::eventId).toList();
    }

    @Test
    void aFailedChangeIsToldAgainWithTheSameId() {
        look(job(1, "RUNNING"));
        JobNews failed = look(job(1, "SUCCESS")).get(0);
        states.fail(failed);
        assertThat(look(job(1, "SUCCESS"))).containsExactly(failed);
    }

    @Test
    void aFailedChangeIsToldAgainThoughTheJobHasGoneOn() {
        look(job(1, "RUNNING"));
        states.fail(look(job(1, "FAIL")).get(0));
        List<JobNews> again = look(job(1, "RUNNING"));
        assertThat(ids(again)).containsExactly("job-1/0/FAIL");
        again.forEach(states::commit);
        assertThat(ids(look(job(1, "RUNNING")))).containsExactly("job-1/1/RUNNING");
    }

    @Test
    void aFailedChangeIsToldAgainThoughTheJobIsNotSeenAnyMore() {
        look(job(1, "RUNNING"));
        states.fail(look(job(1, "FAIL")).get(0));
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
        states.see(List.of(job(1, "FAIL"), job(2, "FAIL")), Instant.MAX);
        JobNews first = states.next(1).get(0);
        states.begin(first);
        states.commit(first);
        assertThat(ids(look(job(1, "RUNNING"), job(2, "RUNNING")))).containsExactly("job-1/1/RUNNING", "job-2/0/FAIL");
    }

    @Test
    void whatIsSeenWhileAChangeIsUnderWayIsToldWithoutBeingSeenAgain() {
        look(job(1, "RUNNING"));
        JobNews failed = look(job(1, "FAIL")).get(0);
        assertThat(look(job(1, "RUNNING"))).isEmpty();
        states.commit(failed);
        assertThat(ids(look())).containsExactly("job-1/1/RUNNING");
    }

    @Test
    void aJobThatDoesNotExistIsNotTold() {
        look(job(1, "RUNNING"));
        states.see(List.of(job(2, "CREATED")), Instant.MAX);
        states.next(1).forEach(states::drop);
        assertThat(look()).isEmpty();
        assertThat(repository.getState("starwhale/watcher/job-2")).isNull();
    }

    @Test
    void aJobThatIsGoneIsAskedForWithItsLatestStatusAndThenNoMore() {
        look(job(1, "RUNNING"));
        states.fail(look(job(1, "FAIL")).get(0));
        states.see(List.of(job(1, "CANCELED")), Instant.MAX);
        states.next(1).forEach(states::drop);
        assertThat(states.next(1)).extracting(JobNews::job).containsExactly(job(1, "CANCELED"));
        states.next(1).forEach(states::drop);
        assertThat(look()).isEmpty();
    }

    @Test
    void aJobThatWasGoneAndIsBackIsToldWhatFailedBefore() {
        look(job(1, "RUNNING"));
        states.fail(look(job(1, "FAIL")).get(0));
        states.next(1).forEach(states::drop);
        assertThat(ids(look(job(1, "CANCELED")))).containsExactly("job-1/0/FAIL");
    }

    @Test
    void aChangeFromBeforeARestartGoesOnCountingItsEvents() {
        look(job(1, "RUNNING"));
        look(job(1, "FAIL")).forEach(states::commit);
        JobNews second = look(job(1, "RUNNING")).get(0);
        JobStates restarted = started();
        restarted.commit(second);
        assertThat(ids(look(restarted, job(1, "FAIL")))).containsExactly("job-1/2/FAIL");
    }

    @Test
    void aLookThatCannotBeStoredHoldsNothingBack() {
        repository.failFor("starwhale/watcher/job-2"::equals);
        assertThatThrownBy(() -> look(job(1, "RUNNING"), job(2, "RUNNING"))).hasMessage("disk full");
        repository.failFor(key -> false);
        assertThat(look()).isEmpty();
        assertThat(ids(look(job(1, "SUCCESS"), job(2, "SUCCESS"))))
                .containsExactly("job-1/0/SUCCESS", "job-2/0/SUCCESS");
    }

    @Test
    void aCommitThatCannotBeStoredTellsTheChangeAgainWithTheSameId() {
        look(job(1, "RUNNING"));
        JobNews change = look(job(1, "SUCCESS")).get(0);
        repository.failFor(key -> true);
        assertThatThrownBy(() -> states.commit(change)).hasMessage("disk full");
        repository.failFor(key -> false);
        assertThat(ids(look(job(1, "SUCCESS")))).containsExactly("job-1/0/SUCCESS");
    }

    @Test
    void aJobThatComesAfterAFirstLookThatCouldNotBeStoredIsNew() {
        repository.failFor(key -> true);
        assertThatThrownBy(() -> look(job(1, "RUNNING"))).hasMessage("disk full");
        repository.failFor(key -> false);
        assertThat(ids(look(job(3, "SUCCESS")))).containsExactly("job-3/0/SUCCESS");
        JobChange late = job(2, "SUCCESS", Jobs.NOW.minusSeconds(3600));
        assertThat(ids(look(late))).containsExactly("job-2/0/SUCCESS");
    }

    @Test
    void whatCannotBeStoredDoesNotBeginAndIsToldLater() {
        look(job(1, "RUNNING"), job(2, "RUNNING"));
        states.see(List.of(job(1, "FAIL"), job(2, "FAIL")), Instant.MAX);
        JobNews first = states.next(1).get(0);
        repository.failFor("starwhale/watcher/job-1"::equals);
        assertThatThrownBy(() -> states.begin(first)).hasMessage("disk full");
        states.fail(first);
        assertThat(ids(states.next(1))).containsExactly("job-2/0/FAIL");
        repository.failFor(key -> false);
        assertThat(ids(look(job(1, "RUNNING")))).containsExactly("job-2/0/FAIL", "job-1/0/FAIL");
    }

    @Test
    void aChangeThatIsToldAgainIsNotStoredAgain() {
        look(job(1, "RUNNING"));
        states.fail(look(job(1, "FAIL")).get(0));
        repository.failFor("starwhale/watcher/job-1"::equals);
        assertThat(ids(look())).containsExactly("job-1/0/FAIL");
    }

    @Test
    void anExchangeFromBeforeARestartDoesNotHideWhatIsToldSince() {
        look(job(1, "RUNNING"));
        JobNews late = look(job(1, "FAIL")).get(0);
        JobStates restarted = started();
        JobNews again = look(restarted, job(1, "RUNNING")).get(0);
        assertThat(again.eventId()).isEqualTo(late.eventId());
        states.commit(late);
        restarted.commit(again);
        JobNews next = look(restarted).get(0);
        states.commit(late);
        assertThat(repository.getState("starwhale/watcher/job-1")).isEqualTo("1/FAIL/RUNNING");
        restarted.commit(next);
        states.commit(late);
        assertThat(repository.getState("starwhale/watcher/job-1")).isEqualTo("2/RUNNING");
    }

    @Test
    void whatTheRepositoryHasForgottenMeanwhileIsStored() {
        look(job(1, "RUNNING"));
        JobNews change = look(job(1, "FAIL")).get(0);
        repository.forget("starwhale/watcher/job-1"::equals);
        states.commit(change);
        repository.forget(key -> false);
        assertThat(repository.getState("starwhale/watcher/job-1")).isEqualTo("1/FAIL");
    }

    @Test
    void whatEndedInTheMeantimeOfAFailedBeginningIsNew() {
        repository.failFor(key -> true);
        assertThatThrownBy(() -> look(job(1, "RUNNING"))).hasMessage("disk full");
        repository.failFor(key -> false);
        states.see(List.of(job(1, "SUCCESS", Jobs.NOW.plusSeconds(1))), Jobs.NOW);
        assertThat(ids(states.next(1))).containsExactly("job-1/0/SUCCESS");
    }

    @Test
    void aChangeThatIsCommittedTwiceCountsOnce() {
        look(job(1, "RUNNING"));
        JobNews change = look(job(1, "FAIL")).get(0);
        states.commit(change);
        states.commit(change);
        assertThat(ids(look(job(1, "RUNNING")))).containsExactly("job-1/1/RUNNING");
    }
}
