// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.BundleVersion;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import ai.starwhale.client.internal.standalone.files.JobManifest;
import ai.starwhale.client.internal.standalone.files.JobTimes;
import ai.starwhale.client.internal.standalone.run.LiveJob;
import ai.starwhale.client.internal.standalone.run.LiveJobs;
import ai.starwhale.client.internal.standalone.run.ModelRun;
import ai.starwhale.client.internal.standalone.run.RunningJob;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of jobs: while they run what was asked for, and afterwards what swcli has written down. A job that does
 * neither is UNKNOWN.
 */
final class JobInfos {
    /** The address of every Standalone instance, as the SDK writes it. */
    static final String ADDRESS = "local";

    private final LiveJobs liveJobs;
    private final JobTimes times;

    JobInfos(LiveJobs liveJobs, JobTimes times) {
        this.liveJobs = liveJobs;
        this.times = times;
    }

    /** The full address of a job. */
    static String address(String project, String job) {
        return ADDRESS + "/project/" + project + "/job/" + job;
    }

    /** What is known of the jobs that run. */
    Function<JobFolder, Optional<LiveJob>> live() {
        return liveJobs.now();
    }

    /**
     * What is known of the job.
     *
     * @throws ai.starwhale.client.ProtocolException if its manifest cannot be understood
     */
    JobInfo read(JobFolder job) {
        return read(job, live().apply(job));
    }

    /** What is known of the job, where {@code live} is looked up already. */
    JobInfo read(JobFolder job, Optional<LiveJob> live) {
        Optional<JobManifest> manifest = live.filter(LiveJob::isLive).isPresent() ? Optional.empty() : job.manifest();
        if (manifest.isPresent()) {
            return ended(job, manifest.get());
        }
        JobStatus status = live.map(LiveJob::status).orElse(JobStatus.UNKNOWN);
        Optional<RunningJob> asked = live.flatMap(LiveJob::asked);
        ModelRun run = asked.map(RunningJob::run).orElse(null);
        Instant created = asked.map(RunningJob::created).orElse(null);
        return run == null
                ? info(job, status, "", "", List.of(), null, null)
                : info(job, status, run.handler(), run.modelName(), run.datasets(), created, null);
    }

    private JobInfo ended(JobFolder job, JobManifest manifest) {
        return info(
                job,
                manifest.status(),
                manifest.text("handler_name"),
                manifest.text("model"),
                manifest.datasets(),
                times.parse(manifest.text("created_at")),
                times.parse(manifest.text("finished_at")));
    }

    private static JobInfo info(
            JobFolder job,
            JobStatus status,
            String handler,
            String model,
            List<String> datasets,
            @Nullable Instant created,
            @Nullable Instant finished) {
        return new JobInfo(
                address(job.project(), job.version()),
                ADDRESS,
                job.project(),
                job.version(),
                job.version(),
                handler,
                "EVALUATION",
                status,
                new BundleVersion(model, "", null, null, null, null),
                null,
                false,
                datasets.stream().map(JobInfos::dataset).toList(),
                null,
                null,
                null,
                created,
                finished,
                created == null || finished == null ? null : Duration.between(created, finished),
                comment(job),
                null,
                List.of(),
                null);
    }

    /** They are written as they were given, mostly {@code local/project/self/dataset/mnist/version/latest}. */
    private static BundleVersion dataset(String address) {
        List<String> parts = Arrays.asList(address.split("/"));
        String name = Objects.requireNonNullElse(after("dataset", parts), address);
        String version = Objects.requireNonNullElse(after("version", parts), "");
        return new BundleVersion(name, version, null, null, null, null);
    }

    private static @Nullable String after(String word, List<String> parts) {
        int at = parts.lastIndexOf(word);
        return at < 0 || at + 1 == parts.size() ? null : parts.get(at + 1);
    }

    private static @Nullable String comment(JobFolder job) {
        try {
            return job.comment();
        } catch (IOException e) {
            throw new StarwhaleException("cannot read the comment of " + job + ": " + e, e);
        }
    }
}
