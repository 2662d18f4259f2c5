// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says of a job at one moment; it does not change afterwards.
 *
 * @param uri the job's address, accepted by {@link Starwhale#job(String)}
 * @param instance the instance's address
 * @param project the project, as it was asked for: an id, a name or {@code owner:name}
 * @param id the number of the job on its Server; on Standalone its version
 * @param uuid the job's identity for ever: 32 hexadecimal digits, or on Standalone its version
 * @param runHandler the handler of the model that the job runs, for example {@code evaluator:evaluate}
 * @param type EVALUATION, TRAIN, FINE_TUNE, SERVING, ONLINE_EVAL or BUILT_IN
 * @param status the status at that moment
 * @param model the model
 * @param runtime the runtime, where the instance names one
 * @param builtInRuntime whether the runtime is the one that came with the model
 * @param datasets the datasets, empty when the job has none
 * @param owner the name of the user who created the job
 * @param ownerId the number of that user on the Server
 * @param resourcePool where the job runs
 * @param createdTime when it was created
 * @param stopTime when it ended; null while it has not ended
 * @param duration how long it has run
 * @param comment what people wrote about it
 * @param pinnedTime when it was pinned to the top of the list; null when it is not pinned
 * @param exposedLinks where it can be reached while it runs
 * @param stepSpec its steps, as YAML text
 */
public record JobInfo(
        String uri,
        String instance,
        String project,
        String id,
        String uuid,
        String runHandler,
        String type,
        JobStatus status,
        BundleVersion model,
        @Nullable BundleVersion runtime,
        boolean builtInRuntime,
        List<BundleVersion> datasets,
        @Nullable String owner,
        @Nullable String ownerId,
        @Nullable String resourcePool,
        @Nullable Instant createdTime,
        @Nullable Instant stopTime,
        @Nullable Duration duration,
        @Nullable String comment,
        @Nullable Instant pinnedTime,
        List<ExposedLink> exposedLinks,
        @Nullable String stepSpec) {

    public JobInfo {
        datasets = List.copyOf(datasets);
        exposedLinks = List.copyOf(exposedLinks);
    }
}
