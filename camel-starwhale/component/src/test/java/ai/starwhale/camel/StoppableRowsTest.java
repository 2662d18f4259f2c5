// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What rows are when somebody stopped them. */
class StoppableRowsTest {
    private static final String TOLD = "table 'results' was not read to its end: route 'night' was stopped";

    private final Empty source = new Empty();
    private final StoppableRows rows = new StoppableRows(source, "table 'results'", new RouteStops());

    @Test
    void thereIsNoEndButAFailure() {
        rows.stop("route 'night' was stopped");
        assertThat(source.closed).isTrue();
        assertThat(rows.hasNext()).isTrue();
        assertThatThrownBy(rows::next).isInstanceOf(RowsStoppedException.class).hasMessage(TOLD);
        assertThatThrownBy(rows::nextPage)
                .isInstanceOf(RowsStoppedException.class)
                .hasMessage(TOLD);
        assertThat(rows.hasNext()).isTrue();
    }

    @Test
    void anEndThatWasReachedBeforeStaysOne() {
        assertThat(rows.hasNext()).isFalse();
        rows.stop("route 'night' was stopped");
        assertThat(rows.hasNext()).isFalse();
    }

    @Test
    void whatIsStoppedWhileItIsReadFailsWithTheReason() {
        source.whenRead = () -> rows.stop("route 'night' was stopped");
        assertThatThrownBy(rows::next).isInstanceOf(RowsStoppedException.class);
    }

    @Test
    void aFailureOfAnotherKindGetsTheReasonOnce() {
        RejectedExecutionException refused = new RejectedExecutionException();
        rows.explain(refused);
        assertThat(refused).hasNoSuppressedExceptions();
        rows.stop("route 'night' was stopped");
        rows.explain(refused);
        rows.explain(refused);
        assertThat(refused.getSuppressed()).singleElement().satisfies(reason -> assertThat(reason)
                .hasMessage(TOLD));
    }

    /** A table without rows. */
    private static final class Empty implements RowStream {
        private boolean closed;
        private Runnable whenRead = () -> {};

        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public Row next() {
            whenRead.run();
            throw new NoSuchElementException();
        }

        @Override
        public List<Row> nextPage() {
            throw new NoSuchElementException();
        }

        @Override
        public @Nullable Object position() {
            return null;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
