// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a task: a container that ran.
 *
 * @param id the run's number on its Server
 * @param status PENDING, RUNNING, FINISHED or FAILED
 * @param ip the address of the machine, where the instance names one
 * @param failedReason why it failed, where the instance says so
 * @param startTime when it started; null before that
 * @param finishTime when the Server noticed its end, which may be long after that of the task; null before that
 */
public record TaskRun(
        String id,
        String status,
        @Nullable String ip,
        @Nullable String failedReason,
        @Nullable Instant startTime,
        @Nullable Instant finishTime) {}
