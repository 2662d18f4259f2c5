// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.camel.JobStatusChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that was told to the route of one consumer, by whichever process, and what must hold of each telling. */
final class Tellings {
    private final List<Telling> all = new ArrayList<>();
    private final Map<String, Telling> latest = new HashMap<>();
    private final Map<String, Telling> byId = new HashMap<>();
    /** By the uuid of the job, what was told and not taken: the exchange failed, or its process died in it. */
    private final Map<String, Telling> open = new HashMap<>();

    /** {@code stored} is how many changes of the job were stored as told before; {@code done} whether the route took it. */
    record Telling(long job, String uuid, String from, String to, String id, int stored, boolean done) {}

    /**
     * A change is told for the first time, or again.
     *
     * @param stored how many changes of the job are stored as told
     */
    Telling tell(JobStatusChange change, String id, int stored) {
        String from = change.from() == null ? null : change.from().name();
        Telling telling = new Telling(
                Long.parseLong(change.job().id()),
                change.job().uuid(),
                from,
                change.to().name(),
                id,
                stored,
                false);
        Telling again = open.put(telling.uuid(), telling);
        if (again != null && !again.id().equals(id)) {
            throw ComponentPromise.HELD_BACK.broken(again + " was not taken, and " + telling + " is told before it");
        }
        Telling before = latest.put(telling.uuid(), telling);
        boolean isSame =
                before != null && before.stored() == stored && before.to().equals(telling.to());
        if (before != null && isSame != before.id().equals(id)) {
            throw ComponentPromise.ONE_ID.broken(before + " and then " + telling);
        }
        Telling other = byId.putIfAbsent(id, telling);
        if (other != null && !(other.uuid().equals(telling.uuid()) && other.to().equals(telling.to()))) {
            throw ComponentPromise.ONE_ID.broken(other + " and " + telling);
        }
        if (other != null && !before.id().equals(id)) {
            throw ComponentPromise.ONE_ID.broken(other + ", " + before + " and again " + telling);
        }
        return telling;
    }

    /** The route has taken it. */
    void done(Telling telling) {
        open.remove(telling.uuid());
        all.add(telling);
    }

    /** What no route has taken. */
    Collection<Telling> open() {
        return open.values();
    }

    /** What a route has taken, in order. */
    List<Telling> all() {
        return all;
    }

    /** What of a job a route has taken, in order, each change once. */
    List<String> statuses(String uuid) {
        List<String> statuses = new ArrayList<>();
        String id = null;
        for (Telling telling : all) {
            if (telling.uuid().equals(uuid) && !telling.id().equals(id)) {
                id = telling.id();
                statuses.add(telling.to());
            }
        }
        return statuses;
    }
}
