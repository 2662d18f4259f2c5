// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.BundleVersion;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import java.util.List;

/** Jobs as an instance tells of them. */
final class Jobs {
    private Jobs() {}

    /** The job of this number, whose uuid is {@code job-<number>}. */
    static JobInfo job(long number, String status) {
        return new JobInfo(
                "https://host/project/demo/job/" + number,
                "https://host",
                "demo",
                String.valueOf(number),
                "job-" + number,
                "evaluator:evaluate",
                "EVALUATION",
                new JobStatus(status),
                new BundleVersion("mnist", "v", null, null, null, null),
                null,
                true,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }
}
