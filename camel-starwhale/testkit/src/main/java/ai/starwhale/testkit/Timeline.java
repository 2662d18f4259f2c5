// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The status of a job over time: what has happened, and what will if nobody interferes. Times are epoch ms. */
final class Timeline {

    static final Set<String> FINAL = Set.of("SUCCESS", "FAIL", "CANCELED");

    record Change(long time, String status) {}

    private final List<Change> changes;
    private int settled;

    /** @param changes ascending in time, at least one */
    Timeline(List<Change> changes) {
        this.changes = new ArrayList<>(changes);
    }

    /** Makes all of it the past, whatever the clock says. */
    void settle() {
        settled = changes.size();
    }

    /** Makes what has happened by now the past, wherever the clock goes. */
    void settle(long now) {
        while (settled < changes.size() && changes.get(settled).time() <= now) {
            settled++;
        }
    }

    private boolean hasHappened(int index, long now) {
        return index < settled || changes.get(index).time() <= now;
    }

    Change at(long now) {
        Change last = changes.get(0);
        for (int i = 0; i < changes.size(); i++) {
            last = hasHappened(i, now) ? changes.get(i) : last;
        }
        return last;
    }

    /** The statuses so far. */
    List<String> history(long now) {
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (hasHappened(i, now)) {
                statuses.add(changes.get(i).status());
            }
        }
        return statuses;
    }

    /** When it finished the last time, even if it was resumed since. */
    @Nullable Change finished(long now) {
        Change last = null;
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            last = hasHappened(i, now) && FINAL.contains(change.status()) ? change : last;
        }
        return last;
    }

    boolean ends(long now) {
        return hasHappened(changes.size() - 1, now);
    }

    /** Replaces the future. */
    void divert(long now, List<Change> future) {
        while (!changes.isEmpty() && !ends(now)) {
            changes.remove(changes.size() - 1);
        }
        changes.addAll(future);
    }

    /** Ends a job that is not over by then. */
    void expire(long deadline, List<Change> end) {
        if (changes.get(changes.size() - 1).time() > deadline
                || !FINAL.contains(at(deadline).status())) {
            divert(deadline, end);
        }
    }
}
