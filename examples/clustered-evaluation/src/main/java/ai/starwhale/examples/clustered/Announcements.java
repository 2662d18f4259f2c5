// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import ai.starwhale.camel.StarwhaleConstants;
import ai.starwhale.client.JobInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import org.apache.camel.Exchange;

/** What a process tells the one that started it: a line each, a word and what it is about. */
final class Announcements {
    private static final String COMMENT = "evaluation of ";

    private Announcements() {}

    static void say(String word, Object about) {
        System.out.println(word + " " + about);
    }

    static void fires(Exchange exchange) {
        say("fires", scheduled(exchange));
    }

    static void created(Exchange exchange) {
        JobInfo job = exchange.getMessage().getBody(JobInfo.class);
        say("created", scheduled(exchange) + " " + job.id() + " " + job.createdTime());
    }

    static void told(Exchange exchange) {
        say("told", exchange.getMessage().getHeader(StarwhaleConstants.EVENT_ID));
    }

    /** What people see on the job: for which time it was scheduled. */
    static String comment(Exchange exchange) {
        return COMMENT + scheduled(exchange);
    }

    private static Instant scheduled(Exchange exchange) {
        return exchange.getMessage().getHeader("scheduledFireTime", Date.class).toInstant();
    }

    /** The time in the comment of a job, or null where there is none. */
    static Instant fire(String comment) {
        return comment != null && comment.startsWith(COMMENT)
                ? Instant.parse(comment.substring(COMMENT.length()))
                : null;
    }

    /** Ends this process when the one that started it ends, however that happens: the standard input is at its end then. */
    static void endWithParent() {
        daemon(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is ever sent.
                }
            } catch (IOException e) {
                // It is as good as the end.
            }
            // Should stopping in good order hang.
            daemon(() -> {
                try {
                    Thread.sleep(15_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                Runtime.getRuntime().halt(1);
            });
            System.exit(0);
        });
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "end-with-parent");
        thread.setDaemon(true);
        thread.start();
    }
}
