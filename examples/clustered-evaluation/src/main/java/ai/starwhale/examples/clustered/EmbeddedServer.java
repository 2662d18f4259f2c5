// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer;
import java.time.Duration;

/** A Starwhale Server in a process of its own, which survives any of the nodes. */
public final class EmbeddedServer {
    static final String USER = "starwhale";
    static final String PASSWORD = "abcd1234";
    /** How long an evaluation is RUNNING. */
    static final Duration EVALUATION = Duration.ofSeconds(3);

    private static final String BY_TIME = "\"orderBy\":[{\"columnName\":\"sys/modified_time\"";

    private EmbeddedServer() {}

    public static void main(String[] args) {
        Parent.endWithIt();
        StarwhaleServer server =
                StarwhaleServer.builder().user(USER, PASSWORD).recorded().start();
        server.onCreate(job -> JobScript.succeed().after(EVALUATION));
        server.intercept(request -> {
            // A look at the jobs that changed is what the watcher does at every poll.
            if (request.body().contains(BY_TIME)) {
                Announcements.say("polled", System.currentTimeMillis());
            }
            return null;
        });
        Announcements.say("url", server.url());
    }
}
