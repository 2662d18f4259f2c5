// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static ai.starwhale.camel.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.JobChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStatesTest {
    private final FailingRepository repository = new FailingRepository();
    private JobStates states = started(InitialState.none);

    private JobStates started(InitialState initialState, String... statuses) {
        return new JobStates(repository, "watcher", initialState, List.of(statuses));
    }

    /** The process ends without a word, and another one goes on with the same repository. */
    private void crash() {
        states = started(InitialState.none);
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

    private List<String> told(JobChange... jobs) {
        List<JobNews> news = look(jobs);
        news.forEach(states::commit);
        states.save(Jobs.CHANGES);
        return news.stream().map(JobNews::eventId).toList();
    }

    @Test
    void theFirstLookTellsNothingByDefault() {
        assertThat(told(job(1, "SUCCESS"), job(2, "RUNNING"))).isEmpty();
    }

    @Test
    void theFirstLookTellsJobsThatHaveNotEnded() {
        states = started(InitialState.current);
        assertThat(told(job(1, "SUCCESS"), job(2, "RUNNING"))).containsExactly("job-2/0/RUNNING");
    }

    @Test
    void theFirstLookTellsAllJobsTheOldestFirst() {
        states = started(InitialState.all);
        assertThat(told(job(10, "RUNNING"), job(9, "SUCCESS"))).containsExactly("job-9/0/SUCCESS", "job-10/0/RUNNING");
    }

    @Test
    void aChangeIsToldOnce() {
        told(job(1, "RUNNING"));
        assertThat(told(job(1, "SUCCESS"))).containsExactly("job-1/0/SUCCESS");
        assertThat(told(job(1, "SUCCESS"))).isEmpty();
    }

    @Test
    void aChangeKnowsWhatWasBefore() {
        told(job(1, "RUNNING"));
        assertThat(look(job(1, "FAIL"))).singleElement().satisfies(change -> {
            assertThat(change.from()).hasToString("RUNNING");
            assertThat(change.job().status()).hasToString("FAIL");
        });
    }

    @Test
    void aNewJobIsToldWhateverItsStatus() {
        told(job(1, "RUNNING"));
        assertThat(told(job(3, "CREATED"), job(2, "SUCCESS"))).containsExactly("job-2/0/SUCCESS", "job-3/0/CREATED");
    }

    @Test
    void theFirstJobOfAnEmptyProjectIsNew() {
        told();
        assertThat(told(job(1, "RUNNING"))).containsExactly("job-1/0/RUNNING");
    }

    @Test
    void aJobThatFailsTwiceIsToldWithTwoIds() {
        told(job(1, "RUNNING"));
        assertThat(told(job(1, "FAIL"))).containsExactly("job-1/0/FAIL");
        assertThat(told(job(1, "RUNNING"))).containsExactly("job-1/1/RUNNING");
        assertThat(told(job(1, "FAIL"))).containsExactly("job-1/2/FAIL");
    }

    @Test
    void aChangeUnderWayHoldsBackLaterNewsOfItsJobOnly() {
        told(job(1, "RUNNING"), job(2, "RUNNING"));
        JobNews first = look(job(1, "FAIL")).get(0);
        assertThat(told(job(1, "RUNNING"), job(2, "SUCCESS"))).containsExactly("job-2/0/SUCCESS");
        states.commit(first);
        assertThat(told(job(1, "RUNNING"))).containsExactly("job-1/1/RUNNING");
    }

    @Test
    void otherStatusesAreKnownButNotTold() {
        states = started(InitialState.none, "SUCCESS", "FAIL");
        assertThat(told(job(1, "RUNNING"))).isEmpty();
        assertThat(told(job(1, "FAIL"))).containsExactly("job-1/0/FAIL");
        assertThat(told(job(1, "RUNNING"))).isEmpty();
        assertThat(told(job(1, "FAIL"))).containsExactly("job-1/1/FAIL");
    }

    @Test
    void consumersWithOtherIdsDoNotDisturbEachOther() {
        told(job(1, "RUNNING"));
        JobStates other = new JobStates(repository, "other", InitialState.all, List.of());
        assertThat(look(other, job(1, "RUNNING"))).hasSize(1);
        assertThat(told(job(1, "RUNNING"))).isEmpty();
    }

    @Test
    void whatChangedWhileNobodyLookedIsToldAfterwards() {
        told(job(1, "RUNNING"), job(2, "FAIL"));
        crash();
        assertThat(told(job(1, "SUCCESS"), job(2, "FAIL"), job(3, "SUCCESS")))
                .containsExactly("job-1/0/SUCCESS", "job-3/0/SUCCESS");
    }

    @Test
    void aJobThatWasResumedWhileNobodyLookedIsTold() {
        told(job(1, "FAIL"));
        crash();
        assertThat(told(job(1, "RUNNING"))).containsExactly("job-1/0/RUNNING");
        crash();
        assertThat(told(job(1, "SUCCESS"))).containsExactly("job-1/1/SUCCESS");
    }

    @Test
    void aCrashBetweenEmissionAndCommitTellsItAgainWithTheSameId() {
        told(job(1, "RUNNING"));
        assertThat(look(job(1, "SUCCESS"), job(2, "RUNNING"))).hasSize(2);
        crash();
        assertThat(told(job(1, "SUCCESS"), job(2, "RUNNING"))).containsExactly("job-1/0/SUCCESS", "job-2/0/RUNNING");
    }

    @Test
    void whatWasBeingToldAtACrashIsToldAgainBeforeTheJobsNextChange() {
        told(job(1, "RUNNING"));
        JobNews begun = look(job(1, "FAIL")).get(0);
        crash();
        assertThat(look(job(1, "RUNNING"))).singleElement().satisfies(again -> {
            assertThat(again.eventId()).isEqualTo(begun.eventId());
            assertThat(again.from()).hasToString("RUNNING");
            assertThat(again.job().status()).hasToString("FAIL");
            states.commit(again);
        });
        assertThat(told()).containsExactly("job-1/1/RUNNING");
        assertThat(told(job(1, "RUNNING"))).isEmpty();
    }

    @Test
    void whatFailedIsToldAgainAfterARestartHoweverOftenThatHappens() {
        told(job(1, "RUNNING"));
        states.fail(look(job(1, "FAIL")).get(0));
        crash();
        states.fail(look(job(1, "RUNNING")).get(0));
        crash();
        assertThat(told(job(1, "SUCCESS"))).containsExactly("job-1/0/FAIL");
        assertThat(told(job(1, "SUCCESS"))).containsExactly("job-1/1/SUCCESS");
    }

    @Test
    void theCursorDoesNotPassAChangeThatWaitsForAnOlderOne() {
        told(job(1, "RUNNING"));
        look(job(1, "FAIL"));
        crash();
        look(job(1, "RUNNING"));
        assertThat(repository.getState("starwhale/watcher")).endsWith("behind 2");
    }

    @Test
    void aJobThatIsBackWhereItWasAfterACrashIsToldSo() {
        told(job(1, "RUNNING"));
        told(job(1, "FAIL"));
        told(job(1, "RUNNING"));
        assertThat(look(job(1, "FAIL"))).extracting(JobNews::eventId).containsExactly("job-1/2/FAIL");
        crash();
        assertThat(told(job(1, "RUNNING"))).containsExactly("job-1/2/FAIL");
        assertThat(told(job(1, "RUNNING"))).containsExactly("job-1/3/RUNNING");
        crash();
        assertThat(told(job(1, "RUNNING"))).isEmpty();
        assertThat(told(job(1, "FAIL"))).containsExactly("job-1/4/FAIL");
    }

    @Test
    void anotherStatusWaitsForWhatWasBeingToldAtACrashThoughItIsNotTold() {
        states = started(InitialState.none, "FAIL");
        told(job(1, "RUNNING"));
        look(job(1, "FAIL"));
        states = started(InitialState.none, "FAIL");
        assertThat(told(job(1, "RUNNING"))).containsExactly("job-1/0/FAIL");
        assertThat(told(job(1, "RUNNING"))).isEmpty();
        assertThat(told(job(1, "FAIL"))).containsExactly("job-1/1/FAIL");
    }

    @Test
    void whatWasBeingToldAtACrashIsNotToldAgainWhereItsStatusIsNotToldAnyMore() {
        told(job(1, "CREATED"));
        look(job(1, "RUNNING"));
        states = started(InitialState.none, "FAIL");
        assertThat(told(job(1, "FAIL"))).containsExactly("job-1/1/FAIL");
    }

    @Test
    void whatAnEarlierVersionStoredIsUnderstood() {
        repository.setState("starwhale/watcher", "3 1795305600000 behind 0");
        repository.setState("starwhale/watcher/job-1", "2/FAIL");
        repository.setState("starwhale/watcher/job-2", "0/");
        repository.setState("starwhale/watcher/job-5", "1/RUNNING/FAIL");
        crash();
        assertThat(told(job(1, "RUNNING"), job(2, "RUNNING"), job(3, "SUCCESS"), job(4, "SUCCESS"), job(5, "RUNNING")))
                .containsExactly("job-1/2/RUNNING", "job-2/0/RUNNING", "job-4/0/SUCCESS", "job-5/1/FAIL");
    }

    @Test
    void aNewJobIsNewThoughItShowsLateAndTheClockWasSetBack() {
        told(job(1, "RUNNING"));
        told(job(3, "SUCCESS"));
        assertThat(told(job(2, "SUCCESS", Jobs.NOW.minusSeconds(3600)))).containsExactly("job-2/0/SUCCESS");
        crash();
        assertThat(told(job(2, "SUCCESS", Jobs.NOW.minusSeconds(3600)))).isEmpty();
    }

    @Test
    void aCrashBeforeTheCursorMovedTellsTheNewJobOnce() {
        told(job(1, "RUNNING"));
        repository.failFor("starwhale/watcher"::equals);
        assertThatThrownBy(() -> told(job(2, "SUCCESS"))).hasMessage("disk full");
        repository.failFor(key -> false);
        crash();
        assertThat(told(job(1, "RUNNING"), job(2, "SUCCESS"))).containsExactly("job-2/0/SUCCESS");
        crash();
        assertThat(told(job(1, "RUNNING"), job(2, "SUCCESS"))).isEmpty();
    }

    @Test
    void theCursorDoesNotPassWhatNobodyIsDoneWith() {
        told(job(1, "RUNNING"));
        look(job(2, "SUCCESS"), job(3, "SUCCESS")).stream()
                .filter(news -> news.job().number() == 3)
                .forEach(states::commit);
        states.save(Jobs.CHANGES);
        assertThat(repository.getState("starwhale/watcher")).isEqualTo("1 1795305600000 behind 1");
        crash();
        assertThat(told(job(2, "SUCCESS"), job(3, "SUCCESS"))).containsExactly("job-2/0/SUCCESS");
        assertThat(repository.getState("starwhale/watcher")).isEqualTo("1 1795305600000 behind 0");
    }

    @Test
    void anOldJobThatFailsDoesNotMakeOthersNew() {
        told(job(1, "RUNNING"), job(2, "SUCCESS"), job(3, "SUCCESS"));
        states.fail(look(job(1, "FAIL")).get(0));
        states.save(Jobs.CHANGES);
        crash();
        assertThat(told(job(1, "FAIL"), job(2, "SUCCESS"), job(3, "SUCCESS"))).containsExactly("job-1/0/FAIL");
    }

    @Test
    void anOldJobThatEndsOnceMoreBetweenTwoLooksIsTold() {
        told(job(1, "CANCELED"), job(2, "SUCCESS"));
        crash();
        assertThat(told(job(1, "SUCCESS", Jobs.NOW.plusSeconds(1)), job(2, "SUCCESS")))
                .containsExactly("job-1/0/SUCCESS");
    }

    @Test
    void whatWasToldBeforeACrashAtTheBeginningIsNotToldAgain() {
        states = started(InitialState.all);
        states.see(List.of(job(1, "RUNNING"), job(2, "SUCCESS")), Instant.MAX);
        JobNews first = states.next(1).get(0);
        states.begin(first);
        states.commit(first);
        states = started(InitialState.all);
        assertThat(told(job(1, "SUCCESS"), job(2, "SUCCESS"))).containsExactly("job-1/1/SUCCESS", "job-2/0/SUCCESS");
    }

    @Test
    void aStateThatIsNoneIsAnError() {
        repository.setState("starwhale/watcher", "canary");
        assertThatThrownBy(this::crash).hasMessageStartingWith("the stateRepository holds 'canary', which is not");
    }
}
