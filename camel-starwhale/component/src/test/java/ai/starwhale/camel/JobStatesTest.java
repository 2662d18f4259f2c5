// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static ai.starwhale.camel.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.JobInfo;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private final FailingRepository repository = new FailingRepository();
    private JobStates states = started(InitialState.none);

    private JobStates started(InitialState initialState, String... statuses) {
        return new JobStates(repository, "watcher", initialState, List.of(statuses));
    }

    /** The process ends without a word, and another one goes on with the same repository. */
    private void crash() {
        states = started(InitialState.none);
    }

    private List<JobStatusChange> look(JobInfo... jobs) {
        return states.changes(List.of(jobs), NOW);
    }

    private List<String> told(JobInfo... jobs) {
        List<JobStatusChange> changes = look(jobs);
        changes.forEach(states::commit);
        return changes.stream().map(JobStatusChange::eventId).toList();
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
            assertThat(change.to()).hasToString("FAIL");
            assertThat(change.at()).isEqualTo(NOW);
            assertThat(change).hasToString("https://host/project/demo/job/1: RUNNING -> FAIL");
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
        JobStatusChange first = look(job(1, "FAIL")).get(0);
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
    void activeJobsAreThoseThatHaveNotEnded() {
        told(job(1, "RUNNING"), job(2, "SUCCESS"), job(3, "SOMETHING_NEW"));
        look(job(4, "FAIL"));
        assertThat(states.active()).containsExactlyInAnyOrder("job-1", "job-3", "job-4");
        states.forget("job-1");
        assertThat(states.active()).doesNotContain("job-1");
    }

    @Test
    void consumersWithOtherIdsDoNotDisturbEachOther() {
        told(job(1, "RUNNING"));
        JobStates other = new JobStates(repository, "other", InitialState.all, List.of());
        assertThat(other.changes(List.of(job(1, "RUNNING")), NOW)).hasSize(1);
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
        assertThat(told(job(1, "SUCCESS"), job(2, "SUCCESS"))).containsExactly("job-1/0/SUCCESS", "job-2/0/SUCCESS");
    }

    @Test
    void aCrashBeforeTheCursorMovedTellsTheNewJobOnce() {
        told(job(1, "RUNNING"));
        repository.failFor("starwhale/watcher"::equals);
        assertThatThrownBy(() -> look(job(2, "SUCCESS"))).hasMessage("disk full");
        repository.failFor(key -> false);
        crash();
        assertThat(told(job(1, "RUNNING"), job(2, "SUCCESS"))).containsExactly("job-2/0/SUCCESS");
        crash();
        assertThat(told(job(1, "RUNNING"), job(2, "SUCCESS"))).isEmpty();
    }
}
