// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Step specifications: a YAML text in requests and jobs, JSON in models. */
final class StepSpecs {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> FIELDS = List.of(
            "name",
            "concurrency",
            "replicas",
            "backoffLimit",
            "needs",
            "resources",
            "env",
            "expose",
            "ext_cmd_args",
            "job_name",
            "show_name",
            "require_dataset");

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

    /** Reads a specification and drops what the Server does not know. */
    static ArrayNode parse(String yaml) {
        JsonNode tree;
        try {
            tree = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw Failure.invalid("Starwhale Model", e.getMessage() + "\ninvalid step spec");
        }
        if (!tree.isArray() || tree.isEmpty()) {
            throw Failure.invalid("Starwhale Model", "a list of steps is needed\ninvalid step spec");
        }
        ArrayNode steps = Json.array();
        for (JsonNode given : tree) {
            ObjectNode step = steps.addObject();
            for (String field : FIELDS) {
                if (given.hasNonNull(field)) {
                    step.set(field, asFloats(field, given.path(field)));
                }
            }
        }
        return steps;
    }

    // The Server keeps amounts of resources as floats of 32 bits.
    private static JsonNode asFloats(String field, JsonNode value) {
        if (!field.equals("resources")) {
            return value;
        }
        ArrayNode resources = Json.array();
        for (JsonNode given : value) {
            ObjectNode resource = resources.addObject();
            resource.put("type", given.path("type").asText());
            resource.put("request", (float) given.path("request").asDouble());
            resource.put("limit", (float) given.path("limit").asDouble());
        }
        return resources;
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
