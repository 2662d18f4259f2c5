// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.server.pages.PageDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedRowStreamTest {

    @Test
    void emptyPagesInTheMiddleAreNoEnd() throws IOException {
        Deque<RowPage> pages = new ArrayDeque<>(List.of(page(), page("a"), page(), page(), page("b", "c")));
        try (PagedRowStream rows = new PagedRowStream(pages::poll, Runnable::run)) {
            List<Object> keys = new ArrayList<>();
            rows.forEachRemaining(row -> keys.add(row.get("id")));

            assertThat(keys).containsExactly("a", "b", "c");
            assertThat(rows.position()).isEqualTo("c");
        }
    }

    @Test
    void whereNothingCanBeReadAheadTheReaderReads() throws IOException {
        Deque<RowPage> pages = new ArrayDeque<>(List.of(page("a", "b"), page("c")));
        PageSource source = () -> {
            if (pages.isEmpty()) {
                throw new UnavailableException("closed", 0, null);
            }
            return pages.poll();
        };
        try (PagedRowStream rows = new PagedRowStream(source, task -> {
            throw new RejectedExecutionException("no more threads");
        })) {
            assertThat(rows.next()).containsEntry("id", "a");
            assertThat(rows.nextPage()).extracting(row -> row.get("id")).containsExactly("b");
            assertThat(rows.next()).containsEntry("id", "c");
            assertThat(rows.hasNext()).isTrue();
            assertThatThrownBy(rows::next).isInstanceOf(UnavailableException.class);
            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void errorOfTheMachineIsThrownToo() throws IOException {
        Deque<RowPage> pages = new ArrayDeque<>(List.of(page("a")));
        PageSource source = () -> {
            RowPage next = pages.poll();
            if (next == null) {
                throw new OutOfMemoryError("of a test");
            }
            return next;
        };
        try (PagedRowStream rows = new PagedRowStream(source, Runnable::run)) {
            assertThat(rows.next()).containsEntry("id", "a");
            assertThatThrownBy(rows::next).hasRootCauseInstanceOf(OutOfMemoryError.class);
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoeverWaitsForAPageNoLongerDoesWhenTheRowsAreClosed(int before) throws Exception {
        CountDownLatch asked = new CountDownLatch(before + 1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger pages = new AtomicInteger();
        PageSource source = () -> {
            int page = pages.getAndIncrement();
            asked.countDown();
            if (page < before) {
                return page("a");
            }
            awaitUninterruptibly(never);
            return page("b");
        };
        ExecutorService ahead = Executors.newCachedThreadPool();
        PagedRowStream rows = new PagedRowStream(source, ahead);
        try {
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(
                    () -> {
                        AtomicInteger count = new AtomicInteger();
                        rows.forEachRemaining(row -> count.incrementAndGet());
                        return count.get();
                    },
                    ahead);
            asked.await();

            rows.close();

            assertThat(read.get(30, TimeUnit.SECONDS)).isLessThanOrEqualTo(before);
            assertThat(pages).hasValue(before + 1);
            assertThat(rows.hasNext()).isFalse();
        } finally {
            never.countDown();
            ahead.shutdownNow();
        }
    }

    @Test
    void rowThatWasPromisedIsGivenThoughTheRowsAreClosedMeanwhile() throws IOException {
        Deque<RowPage> pages = new ArrayDeque<>(List.of(page("a", "b")));
        PagedRowStream rows = new PagedRowStream(pages::poll, Runnable::run);
        assertThat(rows.hasNext()).isTrue();

        rows.close();

        assertThat(rows.next()).containsEntry("id", "a");
        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void wholePagesComeOneByOneAndThenNoMore() throws IOException {
        Deque<RowPage> pages = new ArrayDeque<>(List.of(page("a", "b"), page(), page("c")));
        try (PagedRowStream rows = new PagedRowStream(pages::poll, Runnable::run)) {
            assertThat(rows.nextPage()).extracting(row -> row.get("id")).containsExactly("a", "b");
            assertThat(rows.position()).isEqualTo("b");
            assertThat(rows.nextPage()).extracting(row -> row.get("id")).containsExactly("c");
            assertThatThrownBy(rows::nextPage).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void textSaysWhatIsReadAndWhetherItIsOver() throws IOException {
        Deque<RowPage> pages = new ArrayDeque<>(List.of(page("a")));
        PageSource source = new PageSource() {
            @Override
            public @Nullable RowPage next() {
                return pages.poll();
            }

            @Override
            public String toString() {
                return "a table";
            }
        };
        PagedRowStream rows = new PagedRowStream(source, Runnable::run);
        rows.next();
        assertThat(rows).hasToString("RowStream[a table]");
        assertThat(rows.hasNext()).isFalse();
        assertThat(rows).hasToString("RowStream[a table, ended]");

        PagedRowStream closed = new PagedRowStream(source, Runnable::run);
        closed.close();
        assertThat(closed).hasToString("RowStream[a table, ended]");
    }

    @Test
    void whatIsNoRecordIsNoRow() {
        for (String records : new String[] {"[1]", "[null]", "[[{}]]", "[\"x\"]"}) {
            assertThatThrownBy(() -> decode(records))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage("a record that is no object");
        }
    }

    private static RowPage page(String... keys) {
        StringBuilder records = new StringBuilder("[");
        for (String key : keys) {
            records.append(records.length() > 1 ? "," : "")
                    .append("{\"id\":{\"type\":\"STRING\",\"value\":\"")
                    .append(key)
                    .append("\"}}");
        }
        return decode(records + "]");
    }

    private static RowPage decode(String records) {
        String answer = "{\"data\":{\"records\":" + records + "}}";
        try {
            return new PageDecoder("id", true)
                    .decode(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
