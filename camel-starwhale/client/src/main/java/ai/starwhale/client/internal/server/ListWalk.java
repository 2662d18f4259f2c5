// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Finds jobs in the list of a project, the newest first, and reads no further than it has to. */
final class ListWalk {
    private final ServerJobs jobs;
    private final Waiters waiters;
    private final String project;

    ListWalk(ServerJobs jobs, Waiters waiters, String project) {
        this.jobs = jobs;
        this.waiters = waiters;
        this.project = project;
    }

    /**
     * Gives each wanted job that is found. A job that was removed is not in the list, and one that moves while pages are
     * read may be missed.
     *
     * @param mostPages how many pages are read at most
     * @param fewest how many wanted jobs a page must hold to be worth the next one
     */
    void find(
            Collection<AwaitedJob> wanted,
            int pageSize,
            int mostPages,
            int fewest,
            BiConsumer<AwaitedJob, JobInfo> found) {
        Set<AwaitedJob> left = new HashSet<>(wanted);
        boolean numbered = wanted.stream().allMatch(AwaitedJob::isNumbered);
        long lowest =
                numbered ? wanted.stream().mapToLong(AwaitedJob::number).min().orElse(0) : 0;
        for (int index = 1; index <= mostPages && !left.isEmpty(); index++) {
            Page<JobInfo> page = jobs.list(project, PageRequest.of(index, pageSize));
            int before = left.size();
            for (JobInfo info : page.items()) {
                match(info.id(), info, left, found);
                match(info.uuid(), info, left, found);
            }
            if (!page.hasNext() || before - left.size() < fewest || isBelow(page, lowest)) {
                return;
            }
        }
    }

    private void match(String key, JobInfo info, Set<AwaitedJob> left, BiConsumer<AwaitedJob, JobInfo> found) {
        @Nullable AwaitedJob job = waiters.find(project, key);
        if (job != null && left.remove(job)) {
            found.accept(job, info);
        }
    }

    /** Whether the pages have come to older jobs than are wanted; pinned jobs come first, whatever their age. */
    private static boolean isBelow(Page<JobInfo> page, long lowest) {
        return page.items().stream().anyMatch(info -> info.pinnedTime() == null && Long.parseLong(info.id()) < lowest);
    }
}
