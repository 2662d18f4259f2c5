// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.CallListener;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer: has a number in the log, and is measured for the listener. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final Call call;
    private final Reports reports;
    private final Deadline deadline;
    private final long id;
    private final int number;
    private final Duration waited;
    private final long start = System.nanoTime();
    private int status;
    private @Nullable CountedStream body;

    /**
     * Begins now.
     *
     * @param number which attempt of its call, counted from 1
     * @param waited how long the call waited since the one before
     */
    Attempt(Call call, Reports reports, Deadline deadline, int number, Duration waited) {
        this.call = call;
        this.reports = reports;
        this.deadline = deadline;
        this.id = reports.nextId();
        this.number = number;
        this.waited = waited;
        LOG.debug("#{} {} {}{} begins, attempt {}", id, call.method(), reports.base(), call.path(), number);
    }

    Call call() {
        return call;
    }

    Deadline deadline() {
        return deadline;
    }

    /** This is the request, which is cancelled when the call's time is over. */
    void sends(HttpUriRequestBase request) {
        deadline.cutOff(request::cancel);
    }

    /** An answer has begun. */
    void answered(int httpStatus) {
        status = httpStatus;
    }

    /** The HTTP status of the answer, or 0 before there is one. */
    int status() {
        return status;
    }

    /** The body of the answer, counted where somebody wants to know. */
    InputStream counted(InputStream content) {
        if (!reports.isListening()) {
            return content;
        }
        CountedStream counted = new CountedStream(content);
        body = counted;
        return counted;
    }

    /** It is over, with a failure or without. */
    void ended(@Nullable RuntimeException failure) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "#{} {} {}{} -> {} in {} ms, attempt {}{}",
                    id,
                    call.method(),
                    reports.base(),
                    call.path(),
                    status == 0 ? "no answer" : status,
                    duration.toMillis(),
                    number,
                    failure == null ? "" : ", " + Reports.outcome(failure));
        }
        reports.tell(listener -> listener.onAttempt(new CallListener.Attempt(
                call.operation(),
                call.method(),
                reports.base(),
                number,
                waited,
                status,
                Reports.outcome(failure),
                body == null ? 0 : body.count(),
                duration)));
    }
}
