// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import ai.starwhale.client.JobInfo;
import java.util.Properties;

/** Tells the evaluations that are collected from the other jobs of the project: same model, same handler. */
final class OurJobs {
    private final String model;
    private final String handler;

    OurJobs(Properties settings) {
        String named = settings.getProperty("starwhale.model").replaceFirst("/versions?/.*", "");
        this.model = named.substring(named.lastIndexOf('/') + 1);
        this.handler = settings.getProperty("starwhale.handler");
    }

    boolean include(JobInfo job) {
        return job.runHandler().equals(handler) && job.model().name().equals(model);
    }
}
