// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step as the Server reads it from a specification, and writes it again in this order: what it does not know is dropped
 * here and refused in resources and variables, and amounts are floats of 32 bits.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepSpec(
        @Nullable String name,
        @Nullable Integer concurrency,
        @Nullable Integer replicas,
        @Nullable Integer backoffLimit,
        @Nullable List<String> needs,
        @Nullable List<Resource> resources,
        @Nullable List<Variable> env,
        @Nullable Integer expose,
        @Nullable Boolean virtual,
        @Nullable Object arguments,
        @JsonProperty("job_name") @Nullable String jobName,
        @JsonProperty("show_name") @Nullable String showName,
        @JsonProperty("require_dataset") @Nullable Boolean requireDataset,
        @JsonProperty("fine_tune") @Nullable Object fineTune,
        @JsonProperty("container_spec") @Nullable Object containerSpec,
        @JsonProperty("ext_cmd_args") @Nullable String extCmdArgs,
        @JsonProperty("parameters_sig") @Nullable Object parametersSig,
        @JsonProperty("service_spec") @Nullable Object serviceSpec) {

    record Resource(
            @Nullable String type,
            @Nullable Float request,
            @Nullable Float limit) {}

    record Variable(@Nullable String name, @Nullable String value) {}

    StepSpec {
        concurrency = concurrency == null ? Integer.valueOf(1) : concurrency;
        replicas = replicas == null ? Integer.valueOf(1) : replicas;
    }
}
