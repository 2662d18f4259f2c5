// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.client.JobRequest;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.Instance;
import java.time.Duration;

/** Somebody who wants one job for a key, and asks until there is one; after a crash again. */
final class Caller {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /**
     * Three requests that make a job, and the looks between them: where a row has no job, it is looked for five times a
     * second for as long as it may still come.
     */
    private static final int MOST_REQUESTS = 1_500;

    private final Run run;
    private final String name;
    private final JobRequest request;
    private String held;

    /** {@code key} is null where the caller leaves that to the client. */
    Caller(Run run, String key) {
        this.run = run;
        this.name = key == null ? "a key of its own" : key;
        this.request = JobRequest.builder()
                .project("demo")
                .model("mnist")
                .runHandler("evaluator:evaluate")
                .runtime("pytorch")
                .idempotencyKey(key)
                .build();
    }

    /** What each of its processes does. */
    void act(ClientProcess process) {
        held = null;
        run.turns().pause(run.dice().upTo(LONGEST_PAUSE));
        Instance client = process.client();
        while (held == null) {
            int before = run.requests();
            run.happened(Event.CREATE, name);
            try {
                held = client.create(request).job();
                run.trace().add("holds", held);
            } catch (StarwhaleException e) {
                run.trace().add("has failed", e.getMessage());
                run.turns().pause(run.dice().upTo(LONGEST_PAUSE));
            }
            int requests = run.requests() - before;
            if (requests > MOST_REQUESTS) {
                throw Promise.BUDGET.broken("a create has sent " + requests + " requests");
            }
        }
    }

    /** The key, which the client has made up where none was given. */
    String key() {
        return request.idempotencyKey();
    }

    /** The job it has; null if it has none yet, or has died since. */
    String held() {
        return held;
    }
}
