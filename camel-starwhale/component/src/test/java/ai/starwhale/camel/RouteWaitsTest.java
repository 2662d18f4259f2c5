// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the waits of a route end. */
class RouteWaitsTest {
    private final RouteWaits waits = new RouteWaits("night");
    private final List<String> ended = new ArrayList<>();

    private void begin() {
        waits.add(why -> ended.add(why.getMessage()));
    }

    @Test
    void aSuspensionLeavesThem() {
        begin();
        waits.prepareShutdown(true, false);
        assertThat(ended).isEmpty();
    }

    @Test
    void aSuspensionThatTakesTooLongEndsThemAndNotThoseAfterIt() {
        begin();
        waits.prepareShutdown(true, false);
        waits.prepareShutdown(false, true);
        assertThat(ended).containsExactly("route 'night' stops");
        begin();
        assertThat(ended).hasSize(1);
    }

    @Test
    void aStopEndsThemAndAllThatBeginAfterIt() {
        begin();
        waits.prepareShutdown(false, false);
        assertThat(ended).containsExactly("route 'night' stops");
        begin();
        assertThat(ended).hasSize(2);
        assertThat(waits.isStopping()).isTrue();
    }

    @Test
    void oneThatIsOverIsForgotten() {
        RouteWaits.Stoppable wait = why -> ended.add(why.getMessage());
        waits.add(wait);
        waits.remove(wait);
        waits.stop();
        assertThat(ended).isEmpty();
    }
}
