// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a job, as it was accepted.
 *
 * @param project name of the project
 * @param model name of the model
 * @param modelVersionId id of its version
 * @param handler the handler that runs, also where the request had a step specification instead
 * @param datasetVersionIds ids of the dataset versions, often none
 * @param runtimeVersionId id of the runtime version, the model's built-in one included
 * @param type EVALUATION unless another was asked for
 * @param comment the comment of the request
 * @param body the whole body, JSON
 */
public record NewJob(
        String project,
        String model,
        String modelVersionId,
        String handler,
        List<String> datasetVersionIds,
        String runtimeVersionId,
        String type,
        @Nullable String comment,
        String body) {}
