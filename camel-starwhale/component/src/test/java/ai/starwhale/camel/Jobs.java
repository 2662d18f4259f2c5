// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Jobs as an instance tells of them. */
final class Jobs {
    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    /** An instance whose clock stands at {@link #NOW}. */
    static final JobChanges CHANGES = new JobChanges() {
        @Override
        public List<JobChange> poll() {
            return List.of();
        }

        @Override
        public Map<String, JobInfo> jobs(Collection<JobChange> changes) {
            return Map.of();
        }

        @Override
        public String position(Collection<JobChange> open) {
            return "behind " + open.size();
        }

        @Override
        public Instant latest() {
            return NOW;
        }
    };

    private Jobs() {}

    /** The job of this number, whose uuid is {@code job-<number>}; it has not changed since {@link #NOW}. */
    static JobChange job(long number, String status) {
        return job(number, status, NOW);
    }

    static JobChange job(long number, String status, Instant time) {
        return new JobChange(number, "job-" + number, new JobStatus(status), time);
    }
}
