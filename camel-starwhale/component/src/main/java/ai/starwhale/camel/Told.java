// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * What was told of a job, as it is stored.
 *
 * @param events how many changes
 * @param status the last status that was told, or that needs no telling; null where there is none
 */
record Told(int events, @Nullable JobStatus status) {
    static final Told NOTHING = new Told(0, null);

    static Told read(String stored) {
        int slash = stored.indexOf('/');
        String status = stored.substring(slash + 1);
        return new Told(Integer.parseInt(stored.substring(0, slash)), status.isEmpty() ? null : new JobStatus(status));
    }

    String write() {
        return events + "/" + (status == null ? "" : status.name());
    }
}
