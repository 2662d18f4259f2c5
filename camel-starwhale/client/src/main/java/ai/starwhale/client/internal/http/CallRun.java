// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.CallListener;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call under way: counts its attempts and the waits between them, and says how it went when it is over. */
final class CallRun {
    private final Call call;
    private final Reports reports;
    private final Deadline deadline;
    private final long start = System.nanoTime();
    private int attempts;
    private Duration pause = Duration.ZERO;
    private Duration waited = Duration.ZERO;
    private boolean loggingIn;

    private CallRun(Call call, Reports reports, Deadline deadline) {
        this.call = call;
        this.reports = reports;
        this.deadline = deadline;
    }

    /** Makes a call, whatever attempts that takes. */
    static <T> T of(Call call, Reports reports, Deadline deadline, Function<CallRun, T> work) {
        CallRun run = new CallRun(call, reports, deadline);
        try {
            T result = work.apply(run);
            run.ended(null);
            return result;
        } catch (RuntimeException e) {
            run.ended(e);
            throw e;
        }
    }

    /** Makes one attempt. */
    <T> T attempt(Function<Attempt, T> exchange) {
        Attempt attempt = new Attempt(call, reports, deadline, ++attempts, pause);
        pause = Duration.ZERO;
        try {
            T result = exchange.apply(attempt);
            attempt.ended(null);
            return result;
        } catch (RuntimeException e) {
            attempt.ended(e);
            throw e;
        }
    }

    /** Gets a token for the call. */
    <T> T login(Supplier<T> login) {
        loggingIn = true;
        T token = login.get();
        loggingIn = false;
        return token;
    }

    /** Whether it was a login that failed: the call itself was not sent, or was turned away. */
    boolean failedToLogIn() {
        return loggingIn;
    }

    Call call() {
        return call;
    }

    Deadline deadline() {
        return deadline;
    }

    /** The call has waited so long before its next attempt. */
    void waited(Duration duration) {
        pause = duration;
        waited = waited.plus(duration);
    }

    private void ended(@Nullable RuntimeException failure) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        reports.tell(listener -> listener.onCall(new CallListener.Call(
                call.operation(),
                call.method(),
                reports.base(),
                attempts,
                waited,
                Reports.outcome(failure),
                duration)));
    }
}
