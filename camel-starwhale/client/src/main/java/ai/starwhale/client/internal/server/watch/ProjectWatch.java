// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.server.api.SummaryRow;
import ai.starwhale.client.internal.server.api.SummaryRows;
import ai.starwhale.client.internal.server.watch.AwaitedJob.Source;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the end of the awaited jobs of one project, each where its changes show: in the feed, in the list, or by
 * asking for it. Every job is looked at once when the feed has begun, so that an end shows in one of the two.
 */
final class ProjectWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectWatch.class);
    /** Every so many polls a job that shows nowhere else is asked for. */
    static final int SLOWLY = 6;
    /** Every so many polls a part of the awaited jobs is looked at without the feed, which may have missed one. */
    static final int SWEEP = 10;

    private static final int PAGE = 100;

    private final String project;
    private final SummaryRows rows;
    private final ChangeFeed feed;
    private final Waiters waiters;
    private final Looks looks;
    private boolean feedRefused;
    private int polls;
    private long swept;

    ProjectWatch(String project, SummaryRows rows, ChangeFeed feed, Waiters waiters, Looks looks) {
        this.project = project;
        this.rows = rows;
        this.feed = feed;
        this.waiters = waiters;
        this.looks = looks;
    }

    void add(AwaitedJob newcomer) {
        looks.add(newcomer);
    }

    /** Whether there is something to do before the next poll. */
    boolean isBusy() {
        return looks.isBusy();
    }

    /** Does what cannot be done for all at once, until it is time to poll again. */
    void look(BooleanSupplier isTimeLeft) {
        if (looks.isBusy()) {
            looks.run(this::begin, isTimeLeft);
        }
    }

    /** Asks once for all. After a failure the next poll does what this one did not. */
    void poll() {
        polls++;
        List<AwaitedJob> awaited = waiters.of(project);
        looks.pause(awaited);
        StarwhaleException failure = null;
        if (awaited.stream().anyMatch(job -> job.source() == Source.FEED)) {
            try {
                readFeed(awaited);
            } catch (UnavailableException | NotAuthenticatedException e) {
                throw e;
            } catch (StarwhaleException e) {
                // The tables are out of order: no reason not to look elsewhere for the others.
                failure = e;
            }
        } else if (awaited.stream().noneMatch(job -> job.source() == Source.NOT_KNOWN)) {
            feed.end();
        }
        Set<AwaitedJob> listed = new HashSet<>();
        for (AwaitedJob job : awaited) {
            if (job.source() == Source.LIST || (job.source() == Source.FEED && feedRefused)) {
                listed.add(job);
            } else if (job.source() == Source.ITSELF && polls % SLOWLY == 0) {
                looks.add(job);
            }
        }
        lookInList(listed);
        looks.goOn();
        if (failure != null) {
            throw failure;
        }
    }

    private void readFeed(List<AwaitedJob> awaited) {
        boolean isSweep = polls % SWEEP == 0;
        if (isSweep) {
            feedRefused = false;
        }
        if (begin()) {
            guarded(() -> feed.poll().forEach(this::changed));
            if (isSweep && !feedRefused) {
                guarded(() -> sweep(awaited));
            }
        }
    }

    /** Starts the feed, if it can be used, before any job is looked at. */
    private boolean begin() {
        if (!feed.hasBegun() && !feedRefused) {
            guarded(() -> {
                feed.begin();
                // What was looked at before may have ended unseen since.
                waiters.of(project).stream()
                        .filter(job -> job.source() != Source.NOT_KNOWN)
                        .forEach(looks::add);
            });
        }
        return !feedRefused;
    }

    /** Where the tables cannot be asked, the list has to do, and now and then the tables are tried again. */
    private void guarded(Runnable query) {
        try {
            query.run();
        } catch (InvalidRequestException | NotPermittedException | NotFoundException e) {
            if (!feedRefused) {
                LOG.debug("project {} is watched through its list: {}", project, e.getMessage());
            }
            feedRefused = true;
        }
    }

    private void changed(SummaryRow row) {
        changed(row, String.valueOf(row.id()));
        changed(row, row.uuid());
    }

    private void changed(SummaryRow row, String key) {
        AwaitedJob job = waiters.find(project, key);
        // A row that was read before the job was first looked at may be older than the wait for it, as after a resume.
        if (job == null || job.source() == Source.NOT_KNOWN) {
            return;
        }
        job.saw(row.status());
        if (row.status().isFinal()) {
            // The row may be no job at all, and it is not all that is known of a job.
            job.ended(row);
            looks.add(job);
        }
    }

    /** Reads the rows of awaited jobs whatever their times say, a page of them at a time. */
    private void sweep(Collection<AwaitedJob> awaited) {
        long lowest = awaited.stream()
                .filter(job -> job.source() == Source.FEED)
                .mapToLong(AwaitedJob::number)
                .min()
                .orElse(0);
        long after = Math.max(swept, lowest - 1);
        List<SummaryRow> page = rows.after(SummaryRows.NUMBER, "GREATER", after, 0);
        page.forEach(this::changed);
        swept = page.size() < SummaryRows.PAGE ? 0 : page.get(page.size() - 1).id();
    }

    private void lookInList(Set<AwaitedJob> listed) {
        if (listed.isEmpty()) {
            return;
        }
        Set<AwaitedJob> missing = new HashSet<>(listed);
        looks.walk(listed, PAGE, 0, (job, info) -> {
            missing.remove(job);
            looks.found(job, info);
        });
        // Removed jobs are not in the list, and others may be too far down.
        if (polls % SLOWLY == 0) {
            looks.addAll(missing);
        }
    }
}
