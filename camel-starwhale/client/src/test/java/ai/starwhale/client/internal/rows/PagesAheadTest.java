// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many pages are made before anybody takes them. */
class PagesAheadTest {
    private final Source source = new Source();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PagesAhead pages = new PagesAhead(source, tasks::add);

    @Test
    void nothingIsMadeBeforeTheFirstIsWanted() {
        assertThat(tasks).isEmpty();
        assertThat(source.made).isZero();
    }

    @Test
    void aSlowReaderFindsOnePageAndNoMore() {
        takeWaiting();
        assertThat(source.made).isEqualTo(2);

        for (int taken = 2; taken < 5; taken++) {
            take();
            work();
            assertThat(source.made).isEqualTo(taken + 1);
        }
        assertThat(source.hurried).containsOnly(false);
    }

    @Test
    void aReaderWhoHadToWaitFindsTwo() {
        takeWaiting();
        take();

        takeWaiting();

        assertThat(source.made).isEqualTo(3 + 2);
        assertThat(source.hurried).containsExactly(false, false, true, true, true);
    }

    @Test
    void whoCameLateOnceIsGivenTimeAgain() {
        takeWaiting();
        take();
        takeWaiting();
        assertThat(source.made).isEqualTo(5);

        take();
        work();

        assertThat(source.made).isEqualTo(5);
        take();
        work();
        assertThat(source.made).isEqualTo(6);
        assertThat(source.hurried).endsWith(true, false);
    }

    @Test
    void nothingIsAskedForBehindTheEnd() {
        source.size = 1;
        takeWaiting();

        assertThat(pages.take()).isNull();

        assertThat(source.asked).isEqualTo(2);
        assertThat(tasks).isEmpty();
    }

    @Test
    void nothingIsAskedForBehindAFailure() {
        source.failsAt = 1;
        takeWaiting();

        assertThatThrownBy(pages::take).isInstanceOf(IllegalStateException.class);

        assertThat(source.asked).isEqualTo(2);
        assertThat(tasks).isEmpty();
    }

    @Test
    void nothingIsAskedForWhenItIsClosed() {
        CompletableFuture<RowPage> waiting = CompletableFuture.supplyAsync(pages::take);
        await().until(() -> tasks.size() == 1);

        pages.close();
        work();

        assertThatThrownBy(waiting::join).isNotNull();
        assertThat(source.asked).isZero();
        assertThat(source.closed).isTrue();
    }

    @Test
    void whoeverComesWhenItIsClosedDoesNotWait() {
        pages.close();

        CompletableFuture<RowPage> late = CompletableFuture.supplyAsync(pages::take);

        await().until(late::isDone);
        assertThat(late).isCompletedExceptionally();
        assertThat(source.asked).isZero();
    }

    /** Takes a page that is made. */
    private void take() {
        assertThat(pages.take()).isNotNull();
    }

    /** Takes a page that is not, and lets it be made when the reader waits. */
    private void takeWaiting() {
        CompletableFuture<RowPage> page = new CompletableFuture<>();
        Thread reader = new Thread(() -> page.complete(pages.take()));
        reader.start();
        await().until(() -> reader.getState() == Thread.State.WAITING && tasks.size() == 1);
        work();
        assertThat(page.join()).isNotNull();
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private static final class Source implements PageSource {
        private final List<Boolean> hurried = new ArrayList<>();
        private int size = Integer.MAX_VALUE;
        private int failsAt = Integer.MAX_VALUE;
        private int asked;
        private int made;
        private boolean closed;

        @Override
        public void hurry(boolean wanted) {
            hurried.add(wanted);
        }

        @Override
        public @Nullable RowPage next() {
            asked++;
            if (made == failsAt) {
                throw new IllegalStateException("as the test wants");
            } else if (made == size) {
                return null;
            }
            made++;
            return new RowPage(List.of(), List.of());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
