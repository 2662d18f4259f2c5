// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * What was told of a job, as it is stored: {@code 2/FAIL}, or {@code 2/FAIL/RUNNING} from when an exchange begins until it
 * is done. What a process that died was telling may have been told or not.
 *
 * @param events how many changes, but for the one that is being told
 * @param status the last status that was told, or that needs no telling; null where there is none
 * @param telling the status that is being told; null where there is none
 */
record Told(
        int events, @Nullable JobStatus status, @Nullable JobStatus telling) {
    static final Told NOTHING = new Told(0, null);

    Told(int events, @Nullable JobStatus status) {
        this(events, status, null);
    }

    static Told read(String stored) {
        String[] parts = stored.split("/", 3);
        return new Told(Integer.parseInt(parts[0]), status(parts, 1), status(parts, 2));
    }

    private static @Nullable JobStatus status(String[] parts, int index) {
        return parts.length <= index || parts[index].isEmpty() ? null : new JobStatus(parts[index]);
    }

    String write() {
        String told = events + "/" + (status == null ? "" : status.name());
        return telling == null ? told : told + "/" + telling.name();
    }

    /** While this status is told. Another one than a process was telling that died comes after that, and is another event. */
    Told telling(JobStatus next) {
        Told before = telling == null || telling.equals(next) ? this : done();
        return new Told(before.events, before.status, next);
    }

    /** When what is being told was told. */
    Told done() {
        return telling == null ? this : new Told(events + 1, telling);
    }
}
