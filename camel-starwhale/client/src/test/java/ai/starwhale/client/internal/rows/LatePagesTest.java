// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A table that is looked for late is closed too, whenever that is. */
class LatePagesTest {
    private final List<String> calls = new ArrayList<>();
    private final LatePages pages = new LatePages("a table", this::found);
    private Runnable whileLooking = () -> {};

    private PageSource found() {
        calls.add("looked for");
        whileLooking.run();
        return new PageSource() {
            @Override
            public @Nullable RowPage next() {
                calls.add("next");
                return new RowPage(List.of(), List.of());
            }

            @Override
            public void close() {
                calls.add("closed");
            }

            @Override
            public void hurry(boolean wanted) {
                calls.add("hurry " + wanted);
            }
        };
    }

    @Test
    void isLookedForOnceWhenTheFirstPageIsWanted() {
        assertThat(pages).hasToString("a table");
        pages.hurry(true);
        assertThat(calls).isEmpty();

        assertThat(pages.next()).isNotNull();
        pages.hurry(true);
        assertThat(pages.next()).isNotNull();

        assertThat(calls).containsExactly("looked for", "next", "hurry true", "next");
    }

    @Test
    void isClosedWithTheRows() {
        pages.next();
        calls.clear();

        pages.close();

        assertThat(calls).containsExactly("closed");
    }

    @Test
    void isNotReadWhenTheRowsWereClosedBefore() {
        pages.close();
        assertThat(calls).isEmpty();

        assertThat(pages.next()).isNull();

        assertThat(calls).containsExactly("looked for", "closed");
    }

    @Test
    void isNotReadWhenTheRowsAreClosedWhileItIsLookedFor() {
        whileLooking = pages::close;

        assertThat(pages.next()).isNull();

        assertThat(calls).containsExactly("looked for", "closed");
    }
}
