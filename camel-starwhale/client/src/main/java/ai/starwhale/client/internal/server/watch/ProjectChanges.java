// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.Watch;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.server.api.ServerJobs;
import ai.starwhale.client.internal.server.api.SummaryRow;
import ai.starwhale.client.internal.server.api.SummaryRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The changes of a Server's project: from the feed and, for what that does not have or where it is refused, the list. */
public final class ProjectChanges implements JobChanges {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectChanges.class);
    /** How often to look in the list for new jobs that the feed does not have. */
    static final Duration GLANCE_INTERVAL = Duration.ofMinutes(1);

    private final String project;
    private final Watch watch;
    private final Position start;
    private final SummaryRows rows;
    private final Time time;
    private final ChangeFeed feed;
    private final SeenJobs seen = new SeenJobs();
    private final ProjectList list;
    private final JobLookup lookup;

    private boolean refused;
    /** Whether the list tells of all jobs, because the feed does not. */
    private boolean listing;
    /** Whether the list has still to be read for what was there when the feed began. */
    private boolean incomplete;

    private @Nullable Instant nextSweep;
    private Instant began = Instant.MAX;
    private Instant nextGlance = Instant.MIN;
    private boolean sweeping;
    private long swept;

    /** Asks nothing yet. */
    public ProjectChanges(String project, ServerJobs jobs, SummaryRows rows, Time time, Watch watch) {
        this.project = project;
        this.watch = watch;
        this.start = Position.read(watch.position());
        this.rows = rows;
        this.time = time;
        this.feed = new ChangeFeed(rows, time);
        this.list = new ProjectList(project, jobs, seen, start);
        this.lookup = new JobLookup(project, jobs, seen, time);
        this.refused = !watch.feed();
    }

    @Override
    public List<JobChange> poll() {
        Instant now = time.steady();
        boolean sweep = nextSweep != null && !now.isBefore(nextSweep);
        if (sweep) {
            // A Server may have let us in meanwhile.
            refused = !watch.feed();
            sweeping = true;
        }
        seen.forgetInfos();
        if (readFeed()) {
            readBesideFeed(now, sweep);
        } else {
            readList(sweep);
        }
        lookup.again();
        if (sweep || nextSweep == null) {
            nextSweep = now.plus(watch.sweepInterval());
        }
        return seen.take();
    }

    /** Says whether the feed could be read. */
    private boolean readFeed() {
        if (refused || !isAnswered(this::begin)) {
            return false;
        }
        if (incomplete) {
            list.readAll();
            incomplete = false;
        }
        return isAnswered(() -> feed.poll().forEach(seen::saw)) && (!sweeping || isAnswered(this::sweep));
    }

    private void begin() {
        if (!feed.hasBegun() && start.time() > 0) {
            feed.begin(start.time());
        } else if (!feed.hasBegun()) {
            feed.begin();
            began = Instant.ofEpochMilli(feed.cursor());
            incomplete = true;
        }
    }

    /** Reads the rows whatever their times say, a page of them at a poll. */
    private void sweep() {
        List<SummaryRow> page = rows.after(SummaryRows.NUMBER, "GREATER", swept, 0);
        page.forEach(seen::saw);
        sweeping = page.size() == SummaryRows.PAGE;
        swept = sweeping ? page.get(page.size() - 1).id() : 0;
    }

    /** Where the tables cannot be asked, the list has to do. */
    private boolean isAnswered(Runnable query) {
        try {
            query.run();
            return true;
        } catch (InvalidRequestException | NotPermittedException | NotFoundException e) {
            LOG.info(
                    "project {} is watched through its list, because its tables are refused: {}",
                    project,
                    e.getMessage());
            refused = true;
            return false;
        }
    }

    private void readBesideFeed(Instant now, boolean sweep) {
        list.setBesideFeed(true);
        listing = false;
        list.readWatched();
        if (!now.isBefore(nextGlance)) {
            list.readNewest();
            nextGlance = now.plus(GLANCE_INTERVAL);
        }
        if (sweep) {
            list.readUnfed();
        }
    }

    private void readList(boolean sweep) {
        list.setBesideFeed(false);
        if (sweep || !listing) {
            list.readAll();
            listing = true;
        } else {
            list.read();
        }
    }

    @Override
    public Map<String, JobInfo> jobs(Collection<JobChange> changes) {
        List<StarwhaleException> failures = new ArrayList<>();
        Map<String, JobInfo> found = jobs(changes, (change, failure) -> failures.add(failure));
        if (found.isEmpty() && !failures.isEmpty()) {
            throw failures.get(failures.size() - 1);
        }
        return found;
    }

    @Override
    public Map<String, JobInfo> jobs(
            Collection<JobChange> changes, BiConsumer<JobChange, StarwhaleException> failures) {
        return lookup.find(changes, failures);
    }

    @Override
    public String position(Collection<JobChange> open) {
        long reached = feed.hasBegun() ? feed.cursor() : start.time();
        long earliest = Stream.concat(open.stream(), lookup.missing().stream())
                .mapToLong(change -> change.time() == null ? 0 : change.time().toEpochMilli() - 1)
                .min()
                .orElse(reached);
        return Position.of(
                        Math.min(reached, earliest),
                        list.newest(),
                        list.lowest(),
                        list.open(open.stream().map(JobChange::number).collect(Collectors.toSet())))
                .toString();
    }

    @Override
    public Instant latest() {
        return seen.latest();
    }

    @Override
    public Instant began() {
        return began;
    }

    @Override
    public int known() {
        return seen.known();
    }

    @Override
    public int active() {
        return seen.active();
    }
}
