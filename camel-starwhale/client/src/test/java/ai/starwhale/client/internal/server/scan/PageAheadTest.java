// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.starwhale.client.Scan;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.client.internal.server.pages.PageBytes;
import ai.starwhale.client.internal.server.scan.PageAhead.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A page is asked for ahead of time if pages are wanted soon, and is what was asked for with exactly the same. */
class PageAheadTest {
    private static final PageQuery FIRST = new PageQuery("table", Scan.all(), null, true, null, false);
    private static final PageQuery SECOND = FIRST.behind(Key.of(999L));
    private static final PageQuery THIRD = FIRST.behind(Key.of(1999L));
    private static final PageQuery FOURTH = FIRST.behind(Key.of(2999L));
    private static final Map<PageQuery, PageQuery> BEHIND = Map.of(FIRST, SECOND, SECOND, THIRD, THIRD, FOURTH);

    private final List<PageQuery> fetched = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final PageAhead ahead = new PageAhead(this::fetch, tasks::add);
    private Runnable whileFetching = () -> {};

    private Page fetch(PageQuery query) {
        fetched.add(query);
        whileFetching.run();
        return page(query);
    }

    private static Page page(PageQuery query) {
        return new Page(new PageBytes(), BEHIND.get(query));
    }

    private void runTask() {
        tasks.remove(0).run();
    }

    /** The second page, for which somebody waits while it is fetched; then this is done. */
    private CompletableFuture<Page> takenWhileFetched(Runnable then) {
        CompletableFuture<Page> taken = new CompletableFuture<>();
        whileFetching = () -> {
            whileFetching = () -> {};
            Thread taker = new Thread(() -> taken.completeAsync(() -> ahead.take(SECOND), Runnable::run));
            taker.start();
            await().until(() -> taker.getState() == Thread.State.WAITING);
            then.run();
        };
        return taken;
    }

    @Test
    void nothingIsAskedForWhereNobodyIsInAHurry() {
        ahead.goOnBehind(page(FIRST));

        assertThat(tasks).isEmpty();
        assertThat(ahead.take(SECOND)).isNull();
    }

    @Test
    void thePageBehindIsAskedForOnce() {
        ahead.hurry(true);
        ahead.goOnBehind(page(FIRST));
        ahead.goOnBehind(page(FIRST));
        runTask();

        assertThat(tasks).isEmpty();
        assertThat(ahead.take(SECOND)).extracting(Page::behind).isEqualTo(THIRD);
        assertThat(ahead.take(SECOND)).isNull();
        ahead.goOnBehind(page(FIRST));
        assertThat(tasks).isEmpty();
        assertThat(fetched).containsExactly(SECOND);
    }

    @Test
    void noneBehindAPageThatSaysNotWhatIsBehindIt() {
        ahead.hurry(true);

        ahead.goOnBehind(page(FOURTH));

        assertThat(tasks).isEmpty();
    }

    @Test
    void whoeverFetchedAPageThatIsTakenGoesOn() {
        ahead.hurry(true);
        ahead.goOnBehind(page(FIRST));
        CompletableFuture<Page> taken = takenWhileFetched(() -> {});
        runTask();

        assertThat(taken.join().behind()).isEqualTo(THIRD);
        assertThat(fetched).containsExactly(SECOND, THIRD);
        assertThat(tasks).isEmpty();
        ahead.goOnBehind(taken.join());
        assertThat(tasks).isEmpty();
        assertThat(ahead.take(THIRD)).isNotNull();
    }

    @Test
    void nothingIsFetchedBehindAPageThatFailsWhileSomebodyWaitsForIt() {
        ahead.hurry(true);
        ahead.goOnBehind(page(FIRST));
        CompletableFuture<Page> taken = takenWhileFetched(() -> {
            throw new UnavailableException("cut off", 0, null);
        });
        runTask();

        assertThatThrownBy(taken::join).hasCauseInstanceOf(UnavailableException.class);
        assertThat(fetched).containsExactly(SECOND);
    }

    @Test
    void nothingIsFetchedBehindAPageThatIsNotWantedAnyMoreWhenItComes() {
        ahead.hurry(true);
        ahead.goOnBehind(page(FIRST));
        whileFetching = () -> {
            whileFetching = () -> {};
            assertThat(ahead.take(THIRD)).isNull();
        };
        runTask();

        assertThat(fetched).containsExactly(SECOND);
        assertThat(ahead.take(THIRD)).isNull();
    }

    @Test
    void oneIsFetchedAtATime() {
        ahead.hurry(true);
        ahead.goOnBehind(page(FIRST));
        ahead.goOnBehind(page(SECOND));
        runTask();

        assertThat(tasks).isEmpty();
        assertThat(ahead.take(SECOND)).isNotNull();
    }

    @Test
    void aPageThatNobodyTookIsTheLastThatIsFetched() {
        ahead.hurry(true);
        ahead.goOnBehind(page(FIRST));
        runTask();
        assertThat(fetched).containsExactly(SECOND);

        ahead.hurry(false);
        Page second = ahead.take(SECOND);
        assertThat(second).isNotNull();
        ahead.goOnBehind(second);

        assertThat(tasks).isEmpty();
    }

    @Test
    void aPageWithAnotherKeyOrInAnotherFormIsNotTaken() {
        ahead.hurry(true);
        ahead.goOnBehind(page(FIRST));
        runTask();
        assertThat(ahead.take(THIRD)).isNull();
        assertThat(ahead.take(SECOND)).isNull();

        ahead.goOnBehind(page(SECOND));
        runTask();
        assertThat(ahead.take(THIRD.withTypes(true))).isNull();
        assertThat(ahead.take(THIRD)).isNull();
        assertThat(fetched).containsExactly(SECOND, THIRD);
    }

    @Test
    void aPageThatIsTooLongIsNothing() {
        PageAhead none = new PageAhead(query -> null, Runnable::run);
        none.hurry(true);
        none.goOnBehind(page(FIRST));

        assertThat(none.take(SECOND)).isNull();
    }

    @Test
    void aFailureIsToldToWhoeverTakesThePage() {
        PageAhead failing = new PageAhead(
                query -> {
                    throw new UnavailableException("cut off", 0, null);
                },
                Runnable::run);
        failing.hurry(true);
        failing.goOnBehind(page(FIRST));
        assertThat(failing.take(THIRD)).isNull();

        failing.goOnBehind(page(SECOND));
        assertThatThrownBy(() -> failing.take(THIRD))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("cut off");
    }

    @Test
    void anErrorIsToldToWhoeverTakesThePage() {
        PageAhead failing = new PageAhead(
                query -> {
                    throw new LinkageError("damaged");
                },
                Runnable::run);
        failing.hurry(true);
        failing.goOnBehind(page(FIRST));

        assertThatThrownBy(() -> failing.take(SECOND)).hasRootCauseMessage("damaged");
    }
}
