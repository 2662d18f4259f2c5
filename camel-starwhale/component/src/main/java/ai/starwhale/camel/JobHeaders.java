// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import org.apache.camel.Message;

/** The headers that say which job a message is about. */
final class JobHeaders {
    private JobHeaders() {}

    /** The job as the body, too. */
    static void setWithBody(Message message, JobInfo job) {
        message.setBody(job);
        set(message, job);
    }

    static void set(Message message, JobInfo job) {
        message.setHeader(StarwhaleConstants.JOB_URI, job.uri());
        message.setHeader(StarwhaleConstants.JOB_ID, job.id());
        message.setHeader(StarwhaleConstants.JOB_UUID, job.uuid());
        message.setHeader(StarwhaleConstants.STATUS, job.status().name());
        message.setHeader(StarwhaleConstants.PROJECT, job.project());
        message.setHeader(StarwhaleConstants.INSTANCE, job.instance());
    }
}
