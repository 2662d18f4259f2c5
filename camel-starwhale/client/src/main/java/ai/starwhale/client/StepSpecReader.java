// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads specs as the Python SDK takes them: maps of maps. What the SDK passes over (a key that it does not know) or fails at
 * later (a request without a limit, no replicas) is refused.
 */
final class StepSpecReader {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String SPECS =
            "a map from steps to specs, such as {\"evaluator:predict\": {\"replicas\": 3, \"resources\": {\"memory\": \"1GiB\"}}}";
    private static final String REPLICAS = "replicas";
    private static final String RESOURCES = "resources";
    private static final String REQUEST = "request";
    private static final String LIMIT = "limit";

    private StepSpecReader() {}

    /** JSON is YAML too. */
    static Map<String, StepSpec> read(String text) {
        try {
            return read(map("overwriteSpecs", YAML.readValue(text, Object.class), SPECS));
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException(
                    "overwriteSpecs are neither JSON nor YAML (" + e.getOriginalMessage() + "), " + SPECS
                            + " is expected",
                    0,
                    e);
        }
    }

    static Map<String, StepSpec> read(Map<?, ?> specs) {
        Map<String, StepSpec> read = new LinkedHashMap<>();
        specs.forEach((step, spec) -> read.put(String.valueOf(step), within("step '" + step + "'", () -> spec(spec))));
        return read;
    }

    private static StepSpec spec(@Nullable Object given) {
        if (given instanceof StepSpec spec) {
            return spec;
        }
        Map<?, ?> spec = map("the spec", given, "a map with replicas, resources or both");
        checkNames("the spec", spec, List.of(REPLICAS, RESOURCES));
        return new StepSpec(
                spec.containsKey(REPLICAS) ? replicas(spec.get(REPLICAS)) : null,
                spec.containsKey(RESOURCES) ? resources(spec.get(RESOURCES)) : null);
    }

    private static Integer replicas(@Nullable Object given) {
        if (given instanceof Integer || given instanceof Long || given instanceof BigInteger) {
            Number number = (Number) given;
            if (number.longValue() == number.intValue()) {
                return number.intValue();
            }
        }
        throw refused(REPLICAS, given, "a whole number");
    }

    private static Map<String, Resource> resources(@Nullable Object given) {
        if (given == null) {
            return Map.of();
        }
        if (given instanceof String size) {
            return Map.of(StepSpec.MEMORY, Resource.of(MemorySize.bytes(size)));
        }
        Map<?, ?> resources =
                map(RESOURCES, given, "a map from " + StepSpec.TYPES + " to amounts, or a size of memory");
        checkNames(RESOURCES, resources, StepSpec.TYPES);
        Map<String, Resource> read = new LinkedHashMap<>();
        resources.forEach((name, amount) -> {
            String type = String.valueOf(name);
            read.put(type, within(type, () -> resource(type, amount)));
        });
        return read;
    }

    private static Resource resource(String type, @Nullable Object given) {
        if (given instanceof Resource resource) {
            return resource;
        }
        if (!(given instanceof Map<?, ?> amounts)) {
            return Resource.of(amount(type, given));
        }
        checkNames("the resource", amounts, List.of(REQUEST, LIMIT));
        if (amounts.size() != 2) {
            throw refused("the resource", given, "both request and limit, or one amount for both,");
        }
        return new Resource(amount(type, amounts.get(REQUEST)), amount(type, amounts.get(LIMIT)));
    }

    private static double amount(String type, @Nullable Object given) {
        if (given instanceof Number number) {
            return number.doubleValue();
        }
        boolean isMemory = type.equals(StepSpec.MEMORY);
        if (isMemory && given instanceof String size) {
            return MemorySize.bytes(size);
        }
        throw refused("the amount", given, isMemory ? "a number of bytes, or a size such as 1GiB," : "a number");
    }

    private static void checkNames(String what, Map<?, ?> given, List<String> names) {
        for (Object name : given.keySet()) {
            if (name == null || !names.contains(name)) {
                throw refused(what, name, "one of " + names);
            }
        }
    }

    private static Map<?, ?> map(String what, @Nullable Object given, String expected) {
        if (given instanceof Map<?, ?> map) {
            return map;
        }
        throw refused(what, given, expected);
    }

    /** Says in the messages where they belong. */
    private static <T> T within(String where, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(where + ": " + e.getMessage(), 0, e);
        }
    }

    private static InvalidRequestException refused(String what, @Nullable Object given, String expected) {
        return new InvalidRequestException(what + " has '" + given + "', " + expected + " is expected", 0, null);
    }
}
