// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task of a job: a replica of one of its steps.
 *
 * @param id the task's number on its Server; on Standalone {@code 1}
 * @param uuid the task's identity for ever
 * @param step the step that the task belongs to, for example {@code evaluator:predict}
 * @param status CREATED, READY, ASSIGNING, PAUSED, PREPARING, RUNNING, RETRYING, SUCCESS, CANCELLING, CANCELED, FAIL or
 *     UNKNOWN
 * @param retries how often it was tried again
 * @param failedReason why it failed, where the instance says so
 * @param startedTime when it started; null before that
 * @param finishedTime when it ended; null before that
 * @param resourcePool where it runs; null where the instance does not say
 * @param exposedLinks what can be opened in a browser while it runs
 * @param runs every attempt at it, the oldest first
 */
public record Task(
        String id,
        String uuid,
        String step,
        String status,
        int retries,
        @Nullable String failedReason,
        @Nullable Instant startedTime,
        @Nullable Instant finishedTime,
        @Nullable String resourcePool,
        List<ExposedLink> exposedLinks,
        List<TaskRun> runs) {

    public Task {
        exposedLinks = List.copyOf(exposedLinks);
        runs = List.copyOf(runs);
    }
}
