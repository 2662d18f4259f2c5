// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobStatus;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern STORED = Pattern.compile("([0-9]{1,9})/([^/]*)(?:/(.*))?");

    static final Told NOTHING = new Told(0, null);

    Told(int events, @Nullable JobStatus status) {
        this(events, status, null);
    }

    static Told read(String stored) {
        Matcher parts = STORED.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalStateException("the stateRepository holds '" + stored
                    + "', which is not the state of a job: a number and a status are expected, as in 2/FAIL");
        }
        return new Told(Integer.parseInt(parts.group(1)), status(parts.group(2)), status(parts.group(3)));
    }

    private static @Nullable JobStatus status(@Nullable String name) {
        return name == null || name.isEmpty() ? null : new JobStatus(name);
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
