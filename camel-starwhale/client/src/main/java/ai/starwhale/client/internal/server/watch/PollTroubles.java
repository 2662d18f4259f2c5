// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.StarwhaleException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes wrong while ends are waited for. The next poll does what this one could not, so it is warned of once, until a
 * poll goes well; and a login that is refused poll after poll is not asked for again.
 */
final class PollTroubles {
    private static final Logger LOG = LoggerFactory.getLogger(JobEnds.class);
    /** A login may be refused for a moment, but who insists locks the user out. */
    private static final int REFUSALS = 3;

    /** Whether anything has failed since the last poll. */
    private boolean failed;
    /** Whether it is known in the log that things fail. */
    private boolean failing;

    private @Nullable NotAuthenticatedException refusal;
    private int refusals;

    /** This has failed since the last poll. */
    void add(RuntimeException e) {
        failed = true;
        if (e instanceof NotAuthenticatedException refused) {
            refusal = refused;
        }
        String message = "cannot look for the ends of jobs, trying again with the next poll: {}";
        // An answer that nobody expected must not end the waits either.
        Object said = e instanceof StarwhaleException ? e.getMessage() : e;
        if (failing) {
            LOG.debug(message, said);
        } else {
            failing = true;
            LOG.warn(message, said);
        }
    }

    /** The next poll begins. Gives the refusal that will not be better for waiting, if it has come to that. */
    @Nullable NotAuthenticatedException pollAgain() {
        failing = failed;
        failed = false;
        NotAuthenticatedException last = refusal;
        refusal = null;
        refusals = last == null ? 0 : refusals + 1;
        return refusals >= REFUSALS ? last : null;
    }
}
