// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a step is other than the model says; a value of {@code overwrite_specs} in the Python SDK's {@code Job.create}.
 *
 * @param replicas how many tasks the step is split into; null leaves the model's number
 * @param resources what each replica gets, by {@code cpu}, {@code memory} and {@code nvidia.com/gpu}, in place of all that
 *     the model says; null leaves the model's resources, an empty map takes them away
 */
public record StepSpec(@Nullable Integer replicas, @Nullable Map<String, Resource> resources) {
    static final String CPU = "cpu";
    static final String GPU = "nvidia.com/gpu";
    static final String MEMORY = "memory";
    static final List<String> TYPES = List.of(CPU, GPU, MEMORY);

    /**
     * Checks what can be checked without the model.
     *
     * @throws InvalidRequestException if there is less than one replica, a resource that a Server does not know, or part of
     *     a GPU
     */
    public StepSpec {
        if (replicas != null && replicas < 1) {
            throw new InvalidRequestException("replicas " + replicas + ": at least 1 is expected", 0, null);
        }
        if (resources != null) {
            resources.forEach(StepSpec::check);
            resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * The specs that the Python SDK takes, as maps: {@code {"evaluator:predict": {"replicas": 3, "resources": {"memory":
     * "1GiB", "cpu": {"request": 0.5, "limit": 1}}}}}. An amount stands for request and limit; a text for the resources
     * is the memory, as in the SDK's documentation. Sizes are bytes, or texts with ki, Ki, KiB, k, KB and the same for
     * M and G, in any case. A value may also be a {@link StepSpec}.
     *
     * @throws InvalidRequestException if it is not of this form; the message says where and what is expected
     */
    public static Map<String, StepSpec> parse(Map<?, ?> specs) {
        return StepSpecReader.read(specs);
    }

    /**
     * The same as JSON or YAML text.
     *
     * @throws InvalidRequestException if it is not of this form; the message says where and what is expected
     */
    public static Map<String, StepSpec> parse(String text) {
        return StepSpecReader.read(text);
    }

    private static void check(String type, Resource resource) {
        if (!TYPES.contains(type)) {
            throw new InvalidRequestException("resource '" + type + "': one of " + TYPES + " is expected", 0, null);
        }
        if (type.equals(GPU) && !(isWhole(resource.request()) && isWhole(resource.limit()))) {
            throw new InvalidRequestException(GPU + " " + resource + ": a whole number is expected", 0, null);
        }
    }

    private static boolean isWhole(double amount) {
        return amount == Math.rint(amount);
    }

    /** Collects what is other than the model says. */
    public static final class Builder {
        private @Nullable Integer replicas;
        private @Nullable Map<String, Resource> resources;

        private Builder() {}

        /** How many tasks the step is split into. */
        public Builder replicas(int value) {
            this.replicas = value;
            return this;
        }

        /** The memory of each replica, such as {@code 4GiB}; the sizes are those of {@link StepSpec#parse(Map)}. */
        public Builder memory(String size) {
            return memory(size, size);
        }

        /** The memory that is set aside for each replica, and what it cannot exceed. */
        public Builder memory(String request, String limit) {
            return resource(MEMORY, new Resource(MemorySize.bytes(request), MemorySize.bytes(limit)));
        }

        /** The cores of each replica. */
        public Builder cpu(double cores) {
            return resource(CPU, Resource.of(cores));
        }

        /** The cores that are set aside for each replica, and what it cannot exceed. */
        public Builder cpu(double request, double limit) {
            return resource(CPU, new Resource(request, limit));
        }

        /** The GPUs of each replica. */
        public Builder gpu(int number) {
            return resource(GPU, Resource.of(number));
        }

        /** Any resource; the first one takes the place of all that the model says. */
        public Builder resource(String type, Resource resource) {
            if (resources == null) {
                resources = new LinkedHashMap<>();
            }
            resources.put(type, resource);
            return this;
        }

        /** Takes away the resources that the model says, and those that were given before. */
        public Builder noResources() {
            this.resources = new LinkedHashMap<>();
            return this;
        }

        /**
         * The spec.
         *
         * @throws InvalidRequestException if there is less than one replica, a resource that a Server does not know, or
         *     part of a GPU
         */
        public StepSpec build() {
            return new StepSpec(replicas, resources);
        }
    }
}
