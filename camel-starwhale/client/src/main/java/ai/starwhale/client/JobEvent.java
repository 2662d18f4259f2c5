// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job, written down by the Server or by a client.
 *
 * @param id the event's number on its Server
 * @param type INFO, WARNING or ERROR
 * @param source who wrote it down: CLIENT, SERVER or NODE
 * @param resourceType what it happened to: JOB, TASK or RUN
 * @param resourceId the number of that job, task or run
 * @param message what happened, for example {@code Job canceled}
 * @param data more about it, as JSON text
 * @param at when it was written down, to the second
 */
public record JobEvent(
        String id,
        String type,
        String source,
        String resourceType,
        String resourceId,
        String message,
        @Nullable String data,
        @Nullable Instant at) {}
