// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Starwhale;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a few jobs, one by one. One that does not exist does not hide the others. */
final class SingleJobsWatch implements JobWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SingleJobsWatch.class);

    private final Starwhale starwhale;
    private final List<String> jobs;
    private final Set<String> missing = new HashSet<>();

    SingleJobsWatch(Starwhale starwhale, List<String> jobs) {
        this.starwhale = starwhale;
        this.jobs = jobs;
    }

    @Override
    public List<JobInfo> look() {
        List<JobInfo> seen = new ArrayList<>();
        @Nullable NotFoundException failure = null;
        for (String job : jobs) {
            try {
                seen.add(starwhale.job(job).info());
                missing.remove(job);
            } catch (NotFoundException e) {
                failure = e;
                if (missing.add(job)) {
                    LOG.warn("a job that is watched does not exist, or was removed: {}", e.getMessage());
                }
            }
        }
        if (seen.isEmpty() && failure != null) {
            throw failure;
        }
        return seen;
    }
}
