// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Step specifications: a YAML text in requests and jobs, JSON in models. */
final class StepSpecs {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> RESOURCES = List.of("cpu", "nvidia.com/gpu", "memory");

    private StepSpecs() {}

    static ArrayNode ofHandler(ArrayNode all, String handler) {
        ArrayNode steps = Json.array();
        for (JsonNode step : all) {
            if (step.path("job_name").asText().equals(handler)) {
                steps.add(step);
            }
        }
        return steps;
    }

    /** The steps of a specification: a list of them, or a map from handlers to such lists. None for no steps. */
    static ArrayNode parse(String yaml) {
        try {
            return tree(YAML.readValue(yaml, new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            return ofAllHandlers(yaml);
        }
    }

    private static ArrayNode ofAllHandlers(String yaml) {
        Map<String, List<StepSpec>> handlers;
        try {
            handlers = YAML.readValue(yaml, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw Failure.invalid("Starwhale Model", e.getMessage() + "\ninvalid step spec");
        }
        ArrayNode all = Json.array();
        handlers.forEach(
                (handler, steps) -> tree(steps).forEach(step -> all.add(((ObjectNode) step).put("job_name", handler))));
        if (all.isEmpty()) {
            throw Failure.invalid("Starwhale Model", "");
        }
        return all;
    }

    private static ArrayNode tree(@Nullable List<StepSpec> steps) {
        ArrayNode tree = Json.array();
        if (steps != null) {
            steps.forEach(step -> tree.add(Json.MAPPER.<JsonNode>valueToTree(step)));
            tree.forEach(step -> step.path("resources").forEach(StepSpecs::writeAsServer));
        }
        return tree;
    }

    /** Large numbers with nine digits, as the Java of a Server writes them; later ones write fewer. */
    private static void writeAsServer(JsonNode resource) {
        for (String amount : List.of("request", "limit")) {
            JsonNode number = resource.path(amount);
            if (number.isFloat() && Math.abs(number.floatValue()) >= 1e7) {
                BigDecimal nineDigits = number.decimalValue().round(new MathContext(9));
                ((ObjectNode) resource).put(amount, nineDigits.doubleValue());
            }
        }
    }

    /** The resource pool refuses what it has no rules for; no job is left behind. */
    static void checkResources(ArrayNode steps) {
        for (JsonNode step : steps) {
            for (JsonNode resource : step.path("resources")) {
                String type = Objects.requireNonNullElse(Json.text(resource, "type"), "");
                if (type.isBlank()) {
                    throw Failure.internal("resource type is empty");
                } else if (!RESOURCES.contains(type)) {
                    throw Failure.internal("unsupported resource type: " + type);
                }
            }
        }
    }

    /** What is wrong with the steps in a way that the Server notices too late, or an empty text. */
    static String defect(ArrayNode steps) {
        List<String> names = new ArrayList<>();
        steps.forEach(step -> names.add(step.path("name").asText()));
        for (JsonNode step : steps) {
            if (!step.has("expose")) {
                return "Cannot invoke \"java.lang.Integer.intValue()\" because the return value of"
                        + " \"StepSpec.getExpose()\" is null";
            } else if (step.path("replicas").asInt(1) < 0) {
                return "Illegal Capacity: " + step.path("replicas").asInt();
            }
            for (JsonNode need : step.path("needs")) {
                if (!names.contains(need.asText())) {
                    return "unknown step " + need.asText();
                }
            }
        }
        return "";
    }

    static String toYaml(ArrayNode steps) {
        try {
            return YAML.writeValueAsString(steps);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
