// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** A change that is to be told, and all that is known of its job. */
record Telling(JobNews news, JobInfo info) {

    /** Makes the exchange tell of it, now. */
    void fill(Exchange exchange, Instant now) {
        JobStatusChange change =
                new JobStatusChange(info, news.from(), news.job().status(), now, news.eventId());
        Message message = exchange.getIn();
        message.setBody(change);
        JobHeaders.set(message, change.job());
        message.setHeader(StarwhaleConstants.EVENT_ID, change.eventId());
        if (change.from() != null) {
            message.setHeader(StarwhaleConstants.PREVIOUS_STATUS, change.from().name());
        }
        message.setHeader(Exchange.MESSAGE_TIMESTAMP, change.at().toEpochMilli());
    }
}
