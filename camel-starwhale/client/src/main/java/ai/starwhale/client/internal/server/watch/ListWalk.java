// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.internal.server.api.ServerJobs;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds jobs in the list of a project, the newest first, and reads no further than it has to.
 *
 * @param <T> what is wanted of a job
 */
final class ListWalk<T> {
    private final ServerJobs jobs;
    private final String project;
    private final Function<String, @Nullable T> byKey;
    private final ToLongFunction<T> number;

    /**
     * {@code byKey} gives what is wanted of the job of a number or uuid; {@code number} is the number of a wanted job, or
     * 0 where it is not known.
     */
    ListWalk(ServerJobs jobs, String project, Function<String, @Nullable T> byKey, ToLongFunction<T> number) {
        this.jobs = jobs;
        this.project = project;
        this.byKey = byKey;
        this.number = number;
    }

    /**
     * Gives each wanted job that is found. A job that was removed is not in the list, and one that moves while pages are
     * read may be missed.
     *
     * @param mostPages how many pages are read at most
     * @param fewest how many wanted jobs a page must hold to be worth the next one
     */
    void find(Collection<T> wanted, int pageSize, int mostPages, int fewest, BiConsumer<T, JobInfo> found) {
        Set<T> left = new HashSet<>(wanted);
        long lowest = wanted.stream().mapToLong(number).min().orElse(0);
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

    private void match(String key, JobInfo info, Set<T> left, BiConsumer<T, JobInfo> found) {
        T job = byKey.apply(key);
        if (job != null && left.remove(job)) {
            found.accept(job, info);
        }
    }

    /** Whether the pages have come to older jobs than are wanted; pinned jobs come first, whatever their age. */
    static boolean isBelow(Page<JobInfo> page, long lowest) {
        return page.items().stream().anyMatch(info -> info.pinnedTime() == null && Long.parseLong(info.id()) < lowest);
    }
}
