// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static ai.starwhale.camel.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.camel.OpenNews.Counts;
import ai.starwhale.client.JobStatus;
import org.junit.jupiter.api.Test;

/** What is told next, and what an operator is shown of it. */
class OpenNewsTest {
    private final OpenNews open = new OpenNews();

    private JobNews add(long number) {
        JobNews news = new JobNews(job(number, "SUCCESS"), Told.NOTHING.telling(JobStatus.SUCCESS));
        open.add(news);
        return news;
    }

    @Test
    void theOldestJobIsFirstAndWhatFailedIsLast() {
        JobNews first = add(1);
        JobNews third = add(3);
        JobNews second = add(2);
        open.begin(first);
        open.fail(first);

        assertThat(open.next(9)).containsExactly(second, third, first);
        assertThat(open.next(3)).containsExactly(second, third, first);
        assertThat(open.next(2)).containsExactly(second, third);
        assertThat(open.all()).containsExactly(third, second, first);
        assertThat(open.failed(1)).containsExactly(first);
        assertThat(open.failed(0)).isEmpty();
    }

    @Test
    void whatIsUnderWayIsNotNext() {
        JobNews news = add(1);
        open.begin(news);

        assertThat(open.next(9)).isEmpty();
        assertThat(open.all()).containsExactly(news);
        assertThat(open.contains("job-1")).isTrue();
    }

    @Test
    void whatIsToldAgainIsUnderWayAndHasNotFailed() {
        JobNews news = add(1);
        open.begin(news);
        open.fail(news);
        assertThat(open.contains("job-1")).isTrue();
        open.begin(news);

        assertThat(open.failed(9)).isEmpty();
        assertThat(open.counts()).isEqualTo(new Counts(0, 1, 0, 0));
    }

    @Test
    void whatIsDroppedIsForgotten() {
        JobNews waiting = add(1);
        JobNews failed = add(2);
        open.begin(failed);
        open.fail(failed);
        open.drop(waiting);
        open.drop(failed);

        assertThat(open.all()).isEmpty();
        assertThat(open.contains("job-1")).isFalse();
        assertThat(open.contains("job-2")).isFalse();
    }

    @Test
    void whatIsUnderWayGoesOnThoughAnOlderNewsOfTheJobIsDropped() {
        JobNews news = add(1);
        open.begin(news);
        open.drop(news);

        assertThat(open.all()).containsExactly(news);
    }

    @Test
    void counts() {
        add(1);
        add(2);
        add(3);
        open.begin(add(4));
        open.begin(add(5));
        JobNews failed = add(6);
        open.begin(failed);
        open.fail(failed);
        open.holdBack(7);

        assertThat(open.counts()).isEqualTo(new Counts(3, 2, 1, 7));
    }
}
