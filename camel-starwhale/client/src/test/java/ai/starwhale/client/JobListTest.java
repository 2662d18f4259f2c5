// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Project;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobListTest {
    private final Bench bench = Bench.empty();
    private final List<String> newestFirst = new ArrayList<>();

    @BeforeEach
    void fill() {
        Project demo = bench.server.addProject("demo");
        for (int i = 0; i < 5; i++) {
            newestFirst.add(0, bench.server.addJob(demo, JobScript.run()).id());
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void pagesFollowOneAnotherNewestFirst() {
        Page<JobInfo> first = bench.client.jobs("demo", PageRequest.of(1, 2));
        Page<JobInfo> second = bench.client.jobs("demo", PageRequest.of(2, 2));
        Page<JobInfo> third = bench.client.jobs("demo", PageRequest.of(3, 2));

        List<String> ids = new ArrayList<>();
        for (Page<JobInfo> page : List.of(first, second, third)) {
            page.items().forEach(job -> ids.add(job.id()));
            assertThat(page.total()).isEqualTo(5);
            assertThat(page.pages()).isEqualTo(3);
            assertThat(page.size()).isEqualTo(2);
        }
        assertThat(ids).isEqualTo(newestFirst);
        assertThat(first.hasNext()).isTrue();
        assertThat(second.hasNext()).isTrue();
        assertThat(third.hasNext()).isFalse();
        assertThat(third.index()).isEqualTo(3);
        assertThat(List.of(first, second, third)).extracting(Page::hasPrevious).containsExactly(false, true, true);
        assertThat(List.of(first, second, third)).extracting(Page::isFirst).containsExactly(true, false, false);
        assertThat(List.of(first, second, third)).extracting(Page::isLast).containsExactly(false, false, true);
    }

    @Test
    void listedJobCanBeAskedForByItsAddress() {
        JobInfo listed = bench.client
                .jobs("starwhale:demo", PageRequest.of(1, 1))
                .items()
                .get(0);

        assertThat(listed.project()).isEqualTo("starwhale:demo");
        assertThat(listed.uri()).isEqualTo(bench.server.url() + "/project/starwhale:demo/job/" + newestFirst.get(0));
        assertThat(bench.client.job(listed.uri()).info().uuid()).isEqualTo(listed.uuid());
    }

    @Test
    void pagePastTheEndIsEmptyAndTheLast() {
        Page<JobInfo> page = bench.client.jobs("demo", PageRequest.of(4, 2));

        assertThat(page.items()).isEmpty();
        assertThat(page.hasNext()).isFalse();
        assertThat(page.isLast()).isTrue();
        assertThat(page.hasPrevious()).isTrue();
        assertThat(page.pages()).isEqualTo(3);
    }

    @Test
    void emptyListIsOnePageThatIsFirstAndLast() {
        bench.server.addProject("none");
        Page<JobInfo> page = bench.client.jobs("none", PageRequest.of(1, 2));

        assertThat(page.pages()).isZero();
        assertThat(page.isFirst()).isTrue();
        assertThat(page.isLast()).isTrue();
    }

    @Test
    void allJobsOfAListThatChangesBetweenItsPages() {
        Project demo = bench.server.project("demo");
        for (int i = 0; i < 245; i++) {
            newestFirst.add(0, bench.server.addJob(demo, JobScript.run()).id());
        }
        List<String> read = new ArrayList<>();
        Iterable<JobInfo> all = bench.client.allJobs("demo");
        assertThat(bench.server.requests()).isEmpty();
        for (JobInfo job : all) {
            if (read.size() == 50) {
                bench.job("250").remove();
                bench.job("249").remove();
                bench.job("7").pin(true);
                bench.server.addJob(demo, JobScript.run());
            }
            read.add(job.id());
        }

        newestFirst.remove("7");
        newestFirst.add("7");
        assertThat(read).isEqualTo(newestFirst);
        assertThat(bench.sent("/project/demo/job")).hasSize(4);
        assertThat(all.iterator().next().id()).isEqualTo("7");
    }

    @Test
    void pagesAreCountedFromOneAndHoldSomething() {
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> PageRequest.of(0, 10)))
                .hasMessage("page index 0: pages are counted from 1");
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> PageRequest.of(1, 0)))
                .hasMessage("page size 0: a page holds at least one entry");
    }

    @Test
    void unknownProject() {
        NotFoundException e =
                catchThrowableOfType(NotFoundException.class, () -> bench.client.jobs("nosuch", PageRequest.of(1, 2)));

        assertThat(e)
                .hasMessageStartingWith("cannot list the jobs of project nosuch on " + bench.server.url()
                        + ": Resource is not found Project Unable to find project nosuch");
        assertThat(e.httpStatus()).isEqualTo(404);
    }
}
