// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.Scan;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.client.internal.server.pages.PageBytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page is asked for ahead of time if the one before has arrived and somebody waits, whichever comes first. */
class PageAheadTest {
    private static final PageQuery FIRST = new PageQuery("table", Scan.all(), null, true, null, false);
    private static final PageQuery SECOND = FIRST.behind(Key.of(999L));
    private static final PageQuery THIRD = FIRST.behind(Key.of(1999L));

    private final List<PageQuery> fetched = new ArrayList<>();
    private final PageBytes bytes = new PageBytes();
    private final PageAhead ahead = new PageAhead(
            query -> {
                fetched.add(query);
                return bytes;
            },
            Runnable::run);

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
        assertThat(ahead.take(SECOND)).isSameAs(bytes);
    }

    @Test
    void waitingWhileThePageIsDecoded() {
        ahead.arrived(SECOND);
        ahead.hurry();
        ahead.hurry();

        assertThat(fetched).containsExactly(SECOND);
        assertThat(ahead.take(SECOND)).isSameAs(bytes);
        assertThat(ahead.take(SECOND)).isNull();
    }

    @Test
    void whoeverWaitedForOnePageNeedNotWaitForTheNext() {
        ahead.hurry();
        ahead.arrived(SECOND);
        ahead.given();
        ahead.take(SECOND);

        ahead.arrived(THIRD);

        assertThat(fetched).containsExactly(SECOND);
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
