// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.camel.RouteStop.Stoppable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When what a route has under way ends with it. */
class RouteStopTest {
    private final RouteStop route = new RouteStop("night");
    private final List<String> ended = new ArrayList<>();
    /** Held by the test, as the route does not. */
    private final List<Stoppable> held = new ArrayList<>();

    private void beginWait() {
        route.addWait(ended::add);
    }

    private void beginRows() {
        Stoppable rows = why -> ended.add("rows: " + why);
        held.add(rows);
        route.addRows(rows);
    }

    @Test
    void aSuspensionLeavesAll() {
        beginWait();
        beginRows();
        route.prepareShutdown(true, false);
        assertThat(ended).isEmpty();
    }

    @Test
    void aSuspensionThatTakesTooLongEndsAllAndNothingAfterIt() {
        beginWait();
        beginRows();
        route.prepareShutdown(true, false);
        route.prepareShutdown(false, true);
        assertThat(ended)
                .containsExactly(
                        "rows: route 'night' was stopped by force, as the time for its stop was over",
                        "route 'night' stops");
        beginWait();
        beginRows();
        assertThat(ended).hasSize(2);
    }

    @Test
    void aStopEndsWaitsAndThoseThatBeginAfterIt() {
        beginWait();
        route.prepareShutdown(false, false);
        assertThat(ended).containsExactly("route 'night' stops");
        beginWait();
        assertThat(ended).hasSize(2);
        assertThat(route.isStopping()).isTrue();
    }

    @Test
    void aStopLeavesRowsUntilItIsForced() {
        beginRows();
        route.prepareShutdown(false, false);
        beginRows();
        assertThat(ended).isEmpty();
        route.prepareShutdown(false, true);
        assertThat(ended).hasSize(2).allMatch(why -> why.startsWith("rows: "));
        beginRows();
        assertThat(ended).hasSize(3);
    }

    @Test
    void whatIsLeftEndsWithTheServicesOfTheRoute() {
        beginWait();
        beginRows();
        route.stop();
        assertThat(ended).hasSize(2);
        beginWait();
        beginRows();
        assertThat(ended).hasSize(4);
    }

    @Test
    void whatIsOverIsForgotten() {
        Stoppable some = ended::add;
        route.addWait(some);
        route.addRows(some);
        route.remove(some);
        route.stop();
        assertThat(ended).isEmpty();
    }
}
