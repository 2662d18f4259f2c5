// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import ai.starwhale.client.internal.standalone.files.JobFolders;
import ai.starwhale.client.internal.standalone.run.LiveJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list of a project's jobs. */
final class StandaloneJobs {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneJobs.class);

    /** The times are of whole seconds: versions make the order the same each time. */
    private static final Comparator<JobInfo> NEWEST_FIRST = Comparator.comparing(
                    JobInfo::createdTime, Comparator.nullsFirst(Comparator.<Instant>reverseOrder()))
            .thenComparing(JobInfo::id);

    private final JobFolders folders;
    private final JobInfos infos;

    StandaloneJobs(JobFolders folders, JobInfos infos) {
        this.folders = folders;
        this.infos = infos;
    }

    /**
     * All jobs that have ended, wait or run, the newest first. What a run left that was killed is no job to swcli,
     * and not in the list; neither is a job whose manifest cannot be read, of which the log tells.
     */
    List<JobInfo> all(String project) {
        List<JobInfo> jobs = new ArrayList<>();
        Function<JobFolder, Optional<LiveJob>> now = infos.live();
        for (JobFolder folder : folders.all(project)) {
            Optional<LiveJob> live = now.apply(folder);
            if (folder.hasManifest() || live.filter(LiveJob::isLive).isPresent()) {
                try {
                    jobs.add(infos.read(folder, live));
                } catch (StarwhaleException e) {
                    LOG.warn(
                            "Left job {} out of the list of project {}: {}", folder.version(), project, e.getMessage());
                }
            }
        }
        jobs.sort(NEWEST_FIRST);
        return jobs;
    }

    Page<JobInfo> page(String project, PageRequest page) {
        List<JobInfo> all = all(project);
        long from = Math.min(all.size(), (page.index() - 1L) * page.size());
        long to = Math.min(all.size(), from + page.size());
        int pages = (int) ((all.size() + page.size() - 1L) / page.size());
        return new Page<>(all.subList((int) from, (int) to), page.index(), page.size(), pages, all.size());
    }
}
