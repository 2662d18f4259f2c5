// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/** What one process keeps in a place that outlives it; the process may die before and after, and the place may fail. */
final class Kept extends ServiceSupport implements StateRepository<String, String> {
    /** A place that outlives processes. */
    static final class Place {
        private final Map<String, String> entries = new HashMap<>();

        String get(String key) {
            return entries.get(key);
        }

        void set(String key, String value) {
            entries.put(key, value);
        }

        /** Makes something else of what is kept, by key and value. */
        void replaceAll(BinaryOperator<String> other) {
            entries.replaceAll(other);
        }
    }

    private final Place place;
    private final Steps steps;

    Kept(Place place, Steps steps) {
        this.place = place;
        this.steps = steps;
    }

    @Override
    public String getState(String key) {
        steps.withinCamel(steps::step);
        return place.get(key);
    }

    @Override
    public void setState(String key, String value) {
        steps.withinCamel(steps::step);
        steps.mayFail();
        place.set(key, value);
        steps.withinCamel(steps::step);
    }
}
