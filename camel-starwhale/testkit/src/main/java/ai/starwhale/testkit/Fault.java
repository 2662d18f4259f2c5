// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong at some requests: which ones {@link Faults} says, how many of them {@link #after} and {@link
 * #times}, and what happens {@link #answer} and {@link #run}. Nothing happens before one of these is called.
 */
public final class Fault {

    private final Predicate<RecordedRequest> requests;
    private int skipped;
    private int most = Integer.MAX_VALUE;
    private int seen;
    private int hits;
    private @Nullable Answer answer;
    private @Nullable Runnable action;

    Fault(Predicate<RecordedRequest> requests) {
        this.requests = requests;
    }

    /** Leaves so many of the requests alone first; none if not said. */
    public synchronized Fault after(int count) {
        skipped = count;
        return this;
    }

    /** Happens so often, and then no more; at every such request if not said. */
    public synchronized Fault times(int count) {
        most = count;
        return this;
    }

    /** Answers so. */
    public synchronized Fault answer(Answer what) {
        answer = what;
        return this;
    }

    /**
     * Does this before the request is handled or answered, such as {@link StarwhaleServer#revokeTokens} for tokens that
     * expire in the middle of the work, or {@link StarwhaleServer#restart}.
     */
    public synchronized Fault run(Runnable what) {
        action = what;
        return this;
    }

    /** How often it has happened. */
    public synchronized int hits() {
        return hits;
    }

    /** Whether it happens to this request, which counts. */
    synchronized boolean takes(RecordedRequest request) {
        if ((answer == null && action == null) || !requests.test(request) || hits == most || ++seen <= skipped) {
            return false;
        }
        hits++;
        return true;
    }

    /** What to answer, or null to leave the request to the Server. */
    @Nullable Answer happen() {
        Runnable what;
        Answer said;
        synchronized (this) {
            what = action;
            said = answer;
        }
        if (what != null) {
            what.run();
        }
        return said;
    }
}
