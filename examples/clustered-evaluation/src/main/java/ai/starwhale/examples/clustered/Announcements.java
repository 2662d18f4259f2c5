// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import ai.starwhale.camel.StarwhaleConstants;
import ai.starwhale.client.JobInfo;
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
}
