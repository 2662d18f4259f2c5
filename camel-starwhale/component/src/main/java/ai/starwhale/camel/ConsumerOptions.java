// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.Starwhale;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the options of a consumer before it starts, as far as no instance is needed for that. */
final class ConsumerOptions {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerOptions.class);
    private static final List<String> KNOWN = Stream.of(
                    JobStatus.CREATED,
                    JobStatus.READY,
                    JobStatus.PAUSED,
                    JobStatus.RUNNING,
                    JobStatus.CANCELLING,
                    JobStatus.CANCELED,
                    JobStatus.SUCCESS,
                    JobStatus.FAIL,
                    JobStatus.UNKNOWN)
            .map(JobStatus::name)
            .toList();

    private ConsumerOptions() {}

    /**
     * Checks all of them. A status that is not known is no error, because a newer Server may know it: the log tells of it.
     *
     * @throws IllegalArgumentException if an option cannot work; the message names it
     */
    static void check(StarwhaleConfiguration options, Starwhale starwhale) {
        if (options.getOperation() != null) {
            throw new IllegalArgumentException("option operation=" + options.getOperation()
                    + " is for producers, as in to(...) and enrich(...); a consumer watches jobs");
        }
        notBlank("project", options.getProject(), "a project");
        notBlank("consumerId", options.getConsumerId(), "a name for what is stored");
        List<String> jobs = Options.jobs(options);
        if (options.getJob() != null && jobs.isEmpty()) {
            throw new IllegalArgumentException("option job=" + options.getJob()
                    + " names no job: at least one is expected, and the whole project is watched without the option");
        }
        for (String job : jobs) {
            ProducerOptions.understood("job", () -> starwhale.job(job));
        }
        for (String status : statuses(options)) {
            if (!KNOWN.contains(status)) {
                LOG.warn("option statuses names {}, which is not known; expected is one of {}", status, KNOWN);
            }
        }
    }

    /** Which statuses are told, as a Server writes them; none is all. */
    static List<String> statuses(StarwhaleConfiguration options) {
        return Options.list(options.getStatuses()).stream()
                .map(status -> status.toUpperCase(Locale.ROOT))
                .toList();
    }

    private static void notBlank(String name, @Nullable String value, String expected) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException("option " + name + " is blank; " + expected + " is expected");
        }
    }
}
