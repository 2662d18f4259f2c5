// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All jobs of a list that changes while it is read. A Server's pages are counted from the top of the list, where new and
 * pinned jobs come in, so that rows slip back and forth between pages. Each page is therefore asked for such that it
 * begins with a row that is known, or one before it: then nothing lies between the two. Where it does not, rows have
 * slipped forward, and it is read again from further above. What was given is remembered with a bit a job.
 */
public final class AllJobs implements Iterator<JobInfo> {
    private final Function<PageRequest, Page<JobInfo>> source;
    private final int length;
    private final SeenNumbers seen = new SeenNumbers();
    private final Deque<JobInfo> ready = new ArrayDeque<>();
    /** The row down to which nothing is missing; null before the first page. */
    private @Nullable JobInfo last;
    /** The newest job that was there at the beginning. */
    private long newest = Long.MAX_VALUE;
    /** Where the next page is to begin. */
    private int start;
    /** How far the reading went back the last time, when a page did not follow. */
    private int back;
    /** The page of pinned jobs that is looked at once more at the end; 0 before that. */
    private int pinnedPage;

    private boolean ended;

    /** {@code length} is about how many jobs are asked for at once, at least 2. */
    public AllJobs(Function<PageRequest, Page<JobInfo>> source, int length) {
        this.source = source;
        this.length = length;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            if (pinnedPage == 0) {
                readOn();
            } else {
                readPinned();
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public JobInfo next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more jobs");
        }
        return ready.remove();
    }

    private void readOn() {
        PageRequest window = window(start, length + back);
        int begin = (window.index() - 1) * window.size();
        List<JobInfo> jobs = source.apply(window).items();
        if (begin > 0 && (jobs.isEmpty() || (last != null && isBehind(jobs.get(0), last)))) {
            back = back == 0 ? Math.max(1, length / 2) : 2 * back;
            start = Math.max(0, begin - back);
            return;
        }
        back = 0;
        for (JobInfo job : jobs) {
            if (!isPinned(job) && newest == Long.MAX_VALUE) {
                newest = number(job);
            }
            if (isPinned(job) || number(job) <= newest) {
                give(job);
            }
            last = last == null || isBehind(job, last) ? job : last;
        }
        start = begin + jobs.size() - 1;
        pinnedPage = jobs.size() < window.size() ? 1 : 0;
    }

    /** A job that was pinned before the reading came to it has jumped over it to the top. */
    private void readPinned() {
        List<JobInfo> jobs = source.apply(PageRequest.of(pinnedPage, length)).items();
        jobs.stream().filter(AllJobs::isPinned).forEach(this::give);
        boolean allPinned = jobs.size() == length && isPinned(jobs.get(length - 1));
        pinnedPage++;
        ended = !allPinned;
    }

    private void give(JobInfo job) {
        if (seen.add(number(job))) {
            ready.add(job);
        }
    }

    /** Whether a job stands behind another in the list: pinned ones first, then the newest. */
    private static boolean isBehind(JobInfo job, JobInfo other) {
        return isPinned(job) == isPinned(other) ? number(job) < number(other) : isPinned(other);
    }

    private static boolean isPinned(JobInfo job) {
        return job.pinnedTime() != null;
    }

    private static long number(JobInfo job) {
        return Long.parseLong(job.id());
    }

    /**
     * A page that begins at a row, or as few rows before it as can be, and has about this length. Pages begin at multiples
     * of their size only, so that a size is looked for that goes into the row's number.
     */
    static PageRequest window(int start, int length) {
        PageRequest best = PageRequest.of(1, start + length);
        int fewest = start;
        for (int before = 1; before <= 2L * start / length; before++) {
            int size = start / before;
            int extra = start % before;
            // One row at least has to be new.
            if (size <= 2 * length && extra < fewest && size - extra > 1 && 2 * extra <= size) {
                best = PageRequest.of(before + 1, size);
                fewest = extra;
            }
        }
        return best;
    }
}
