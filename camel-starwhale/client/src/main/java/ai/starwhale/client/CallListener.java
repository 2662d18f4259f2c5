// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Duration;

/**
 * Is told of the calls that a client makes, for metrics. Given by {@link Starwhale.Builder#callListener}; without one
 * nothing is measured.
 *
 * <p>A call is one thing that is asked of a Server: a document, a page of rows, a login, the beginning of a log. It is
 * made of one attempt or more. The methods are called in the thread that made the call, by many threads at once, so they
 * should be quick. What they throw is logged once and does no harm to the call. With Micrometer:
 *
 * <pre>{@code
 * final class CallMetrics implements CallListener {
 *     private final MeterRegistry registry;
 *
 *     CallMetrics(MeterRegistry registry) {
 *         this.registry = registry;
 *     }
 *
 *     public void onAttempt(Attempt a) {
 *         registry.timer("starwhale.attempts", "method", a.method(), "uri", a.operation(), "instance", a.instance(),
 *                 "status", Integer.toString(a.status()), "outcome", a.outcome()).record(a.duration());
 *     }
 * }
 * }</pre>
 */
public interface CallListener {
    /** The outcome of what went well. */
    String SUCCESS = "success";

    /**
     * A request was answered, or failed.
     *
     * @param attempt what happened
     */
    default void onAttempt(Attempt attempt) {}

    /**
     * A call is over, with all its attempts.
     *
     * @param call what happened
     */
    default void onCall(Call call) {}

    /**
     * One request.
     *
     * @param operation what kind of request: the path without ids and names, such as {@code
     *     /api/v1/project/{project}/job/{job}}; {@code /api/v1/login} for a login
     * @param method the HTTP method
     * @param instance the address of the instance
     * @param number which attempt of its call, counted from 1; a request that is sent again with a renewed login counts
     * @param waited how long the call waited since the attempt before
     * @param status the HTTP status, or 0 if there was no answer
     * @param outcome {@link #SUCCESS}, or the simple name of the exception, such as {@code UnavailableException}
     * @param bytesRead how long the body of a success was, decompressed and as far as it was read; 0 for a log, which is
     *     read after the attempt is over
     * @param duration how long it took until the body was read; for a log, until it began
     */
    record Attempt(
            String operation,
            String method,
            String instance,
            int number,
            Duration waited,
            int status,
            String outcome,
            long bytesRead,
            Duration duration) {}

    /**
     * A call with all its attempts. A login that it waited for is a call of its own, and in its duration.
     *
     * @param operation what kind of request, as in {@link Attempt}
     * @param method the HTTP method
     * @param instance the address of the instance
     * @param attempts how many requests were sent
     * @param waited how long it waited between them, in all
     * @param outcome {@link #SUCCESS}, or the simple name of the exception
     * @param duration how long it took
     */
    record Call(
            String operation,
            String method,
            String instance,
            int attempts,
            Duration waited,
            String outcome,
            Duration duration) {}
}
