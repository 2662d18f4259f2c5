// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What job to make; the parameters are those of the Python SDK's {@code Job.create}. Immutable.
 *
 * <p>Models, datasets and runtimes are named {@code mnist}, {@code mnist/version/v0}, {@code mnist/version/latest}, or by
 * a full address; short names are looked up in the job's project.
 */
public final class JobRequest {
    private final @Nullable String project;
    private final String model;
    private final String runHandler;
    private final List<String> datasets;
    private final @Nullable String runtime;
    private final String resourcePool;
    private final @Nullable Duration ttl;
    private final boolean devMode;
    private final @Nullable String devModePassword;
    private final int datasetHead;
    private final Map<String, StepSpec> overwriteSpecs;
    private final @Nullable String comment;
    private final String idempotencyKey;
    private final boolean hasOwnKey;
    private final IfEnded ifEnded;

    private JobRequest(Builder builder) {
        this.project = builder.project;
        this.model = required("model", builder.model);
        this.runHandler = required("runHandler", builder.runHandler);
        this.datasets = List.copyOf(builder.datasets);
        this.runtime = builder.runtime;
        this.resourcePool = builder.resourcePool;
        this.ttl = builder.ttl;
        this.devMode = builder.devMode;
        this.devModePassword = builder.devModePassword;
        this.datasetHead = builder.datasetHead;
        this.overwriteSpecs = builder.overwriteSpecs;
        this.comment = builder.comment;
        String key = builder.idempotencyKey;
        this.hasOwnKey = key != null;
        this.idempotencyKey = key == null ? UUID.randomUUID().toString() : key;
        this.ifEnded = builder.ifEnded;
    }

    public static Builder builder() {
        return new Builder();
    }

    public @Nullable String project() {
        return project;
    }

    public String model() {
        return model;
    }

    public String runHandler() {
        return runHandler;
    }

    public List<String> datasets() {
        return datasets;
    }

    public @Nullable String runtime() {
        return runtime;
    }

    public String resourcePool() {
        return resourcePool;
    }

    public @Nullable Duration ttl() {
        return ttl;
    }

    public boolean devMode() {
        return devMode;
    }

    public @Nullable String devModePassword() {
        return devModePassword;
    }

    /** How many rows of each dataset are read; 0 for all. */
    public int datasetHead() {
        return datasetHead;
    }

    /** What differs from the model's own steps, by the name of the step. */
    public Map<String, StepSpec> overwriteSpecs() {
        return overwriteSpecs;
    }

    public @Nullable String comment() {
        return comment;
    }

    /** The key of which there is one job: the given one, or one that was made up for this request. */
    public String idempotencyKey() {
        return idempotencyKey;
    }

    /** Whether the key was given, so that others may use it too. */
    public boolean hasOwnKey() {
        return hasOwnKey;
    }

    public IfEnded ifEnded() {
        return ifEnded;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "JobRequest[" + model + ", " + runHandler + ", datasets " + datasets + "]";
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidRequestException("a job cannot be made without " + name, 0, null);
        }
        return value;
    }

    /** Collects what is wanted; {@link #model} and {@link #runHandler} are required. */
    public static final class Builder {
        private @Nullable String project;
        private @Nullable String model;
        private @Nullable String runHandler;
        private List<String> datasets = List.of();
        private @Nullable String runtime;
        private String resourcePool = "default";
        private @Nullable Duration ttl;
        private boolean devMode;
        private @Nullable String devModePassword;
        private int datasetHead;
        private Map<String, StepSpec> overwriteSpecs = Map.of();
        private @Nullable String comment;
        private @Nullable String idempotencyKey;
        private IfEnded ifEnded = IfEnded.ADOPT;

        private Builder() {}

        /** The project: an id, a name, {@code owner:name}, or an address. The instance's current one by default. */
        public Builder project(@Nullable String value) {
            this.project = value;
            return this;
        }

        /** The model to run. */
        public Builder model(@Nullable String value) {
            this.model = value;
            return this;
        }

        /** The handler of the model, for example {@code evaluator:evaluate}. */
        public Builder runHandler(@Nullable String value) {
            this.runHandler = value;
            return this;
        }

        /** The datasets that the handler reads. */
        public Builder datasets(Collection<String> values) {
            this.datasets = List.copyOf(values);
            return this;
        }

        /** The datasets that the handler reads. */
        public Builder datasets(String... values) {
            return datasets(List.of(values));
        }

        /** The runtime; the one that came with the model by default. */
        public Builder runtime(@Nullable String value) {
            this.runtime = value;
            return this;
        }

        /** Where the job runs; {@code default} by default. */
        public Builder resourcePool(String value) {
            this.resourcePool = value;
            return this;
        }

        /** How long the job may run before it is cancelled, in whole seconds; for ever by default. */
        public Builder ttl(@Nullable Duration value) {
            if (value != null && value.toSeconds() < 1) {
                throw new InvalidRequestException("ttl " + value + ": at least one second is expected", 0, null);
            }
            this.ttl = value;
            return this;
        }

        /** Starts an editor beside the handler, which people can log in to. */
        public Builder devMode(boolean value) {
            this.devMode = value;
            return this;
        }

        /** The password of that editor. */
        public Builder devModePassword(@Nullable String value) {
            this.devModePassword = value;
            return this;
        }

        /**
         * How many rows of each dataset the handler reads, to try it out; 0, the default, for all. Only a Standalone
         * instance can do this: a Server ignores it, which is logged.
         */
        public Builder datasetHead(int rows) {
            if (rows < 0) {
                throw new InvalidRequestException("datasetHead " + rows + ": at least 0 is expected", 0, null);
            }
            this.datasetHead = rows;
            return this;
        }

        /**
         * Runs steps of the handler with other replicas or resources than the model says, for example {@code
         * evaluator:predict} with {@code StepSpec.builder().replicas(3).memory("4GiB").build()}. A step that the handler
         * does not have is refused when the job is made. Maps, as JSON and YAML have them, go through {@link
         * StepSpec#parse(Map)}.
         */
        public Builder overwriteSpecs(Map<String, StepSpec> specs) {
            this.overwriteSpecs = Collections.unmodifiableMap(new LinkedHashMap<>(specs));
            return this;
        }

        /** A remark that people see on the job. */
        public Builder comment(@Nullable String value) {
            this.comment = value;
            return this;
        }

        /**
         * A text of which there is one job, in whatever process and however often it is created: for example the name of a
         * schedule and the time at which it fired. By default one is made up, so that the same request object makes one job.
         */
        public Builder idempotencyKey(@Nullable String value) {
            if (value != null && value.isBlank()) {
                throw new InvalidRequestException("the idempotency key is blank", 0, null);
            }
            this.idempotencyKey = value;
            return this;
        }

        /** What a repeated key gives when its job has failed, was cancelled or removed; that job by default. */
        public Builder ifEnded(IfEnded value) {
            this.ifEnded = value;
            return this;
        }

        /**
         * The request.
         *
         * @throws InvalidRequestException if the model or the handler is missing
         */
        public JobRequest build() {
            return new JobRequest(this);
        }
    }
}
