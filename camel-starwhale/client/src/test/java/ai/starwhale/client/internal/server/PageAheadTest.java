// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.Scan;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.server.PageAhead.Fetched;
import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.client.internal.server.pages.PageBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A page is asked for ahead of time if the one before has arrived and somebody waits, whichever comes first. */
class PageAheadTest {
    private static final PageQuery FIRST = new PageQuery("table", Scan.all(), null, true, null, false);
    private static final PageQuery SECOND = FIRST.behind(Key.of(999L));
    private static final PageQuery THIRD = FIRST.behind(Key.of(1999L));
    private static final Map<PageQuery, PageQuery> BEHIND = Map.of(SECOND, THIRD);

    private final List<PageQuery> fetched = new ArrayList<>();
    private final PageBytes bytes = new PageBytes();
    private final PageAhead ahead = new PageAhead(
            query -> {
                fetched.add(query);
                return page(query);
            },
            Runnable::run);

    private Fetched page(PageQuery query) {
        return new Fetched(bytes, BEHIND.get(query));
    }

    @Test
    void nobodyWaitsSoNothingIsAskedFor() {
        ahead.arrived(SECOND);

        assertThat(ahead.take(SECOND)).isNull();
        assertThat(fetched).isEmpty();
    }

    @Test
    void waitingBeforeThePageArrives() {
        ahead.hurry();
        assertThat(fetched).isEmpty();

        ahead.arrived(SECOND);

        assertThat(fetched).containsExactly(SECOND);
        assertThat(ahead.take(SECOND)).isEqualTo(page(SECOND));
    }

    @Test
    void waitingWhileThePageIsDecoded() {
        ahead.arrived(SECOND);
        ahead.hurry();
        ahead.hurry();

        assertThat(fetched).containsExactly(SECOND);
        assertThat(ahead.take(SECOND)).isEqualTo(page(SECOND));
        assertThat(ahead.take(SECOND)).isNull();
    }

    @Test
    void whoeverWaitedForOnePageNeedNotWaitForTheNext() {
        ahead.hurry();
        ahead.arrived(SECOND);
        ahead.given();

        ahead.take(SECOND);

        assertThat(fetched).containsExactly(SECOND);
        ahead.hurry();
        assertThat(fetched).containsExactly(SECOND, THIRD);
    }

    @Test
    void pageBehindOneThatIsTakenIsAskedForWhileSomebodyWaits() {
        ahead.hurry();
        ahead.arrived(SECOND);
        assertThat(fetched).containsExactly(SECOND);

        ahead.take(SECOND);

        assertThat(fetched).containsExactly(SECOND, THIRD);
        assertThat(ahead.take(THIRD)).isEqualTo(page(THIRD));
    }

    @Test
    void threadThatHasFetchedAPageGoesOnWithTheNext() {
        List<Runnable> tasks = new ArrayList<>();
        PageAhead[] under = new PageAhead[1];
        under[0] = new PageAhead(
                query -> {
                    fetched.add(query);
                    // Whoever decodes wants it while it is on its way.
                    Thread decoder = new Thread(() -> under[0].take(query));
                    decoder.start();
                    Awaitility.await().until(() -> decoder.getState() == Thread.State.WAITING);
                    return page(query);
                },
                tasks::add);
        under[0].hurry();
        under[0].arrived(SECOND);

        tasks.forEach(Runnable::run);

        assertThat(tasks).hasSize(1);
        assertThat(fetched).containsExactly(SECOND, THIRD);
    }

    @Test
    void nothingIsAskedForWhenTheClientIsClosed() {
        PageAhead closed = new PageAhead(this::page, task -> {
            throw new RejectedExecutionException("closed");
        });
        closed.hurry();
        closed.arrived(SECOND);

        assertThat(closed.take(SECOND)).isNull();
    }

    @Test
    void pageWithAnotherKeyOrInAnotherFormIsNotTaken() {
        ahead.hurry();
        ahead.arrived(SECOND);
        assertThat(ahead.take(THIRD)).isNull();

        ahead.arrived(SECOND);
        assertThat(ahead.take(SECOND.withTypes(true))).isNull();
        assertThat(fetched).hasSize(2);
    }

    @Test
    void failureIsToldToWhoeverTakesThePage() {
        PageAhead failing = new PageAhead(
                query -> {
                    throw new UnavailableException("cut off", 0, null);
                },
                Runnable::run);
        failing.hurry();
        failing.arrived(SECOND);
        assertThat(failing.take(THIRD)).isNull();

        failing.arrived(SECOND);
        assertThatThrownBy(() -> failing.take(SECOND))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("cut off");
    }
}
