// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A step of a model as the Python SDK reads it and writes it again: every field that the SDK knows, null where the Server
 * gives none, and none of the others.
 */
final class StepShape {
    private static final UnaryOperator<JsonNode> AS_IS = UnaryOperator.identity();
    private static final UnaryOperator<JsonNode> RESOURCE =
            object(List.of("type"), Map.of("request", StepShape::asFloat, "limit", StepShape::asFloat));
    private static final UnaryOperator<JsonNode> OPTION = object(
            List.of("name", "required", "multiple", "value", "help", "hidden", "default", "is_flag"),
            Map.of("type", object("name", "choices", "param_type", "case_sensitive")));
    private static final UnaryOperator<JsonNode> SERVICE = object(
            List.of("version", "title", "description"),
            // The SDK cannot write components in a way that a Server can read.
            Map.of("apis", list(object("uri", "inference_type", "components"))));
    private static final UnaryOperator<JsonNode> STEP = object(
            List.of(
                    "name",
                    "concurrency",
                    "replicas",
                    "backoff_limit",
                    "needs",
                    "expose",
                    "virtual",
                    "job_name",
                    "show_name",
                    "require_dataset",
                    "ext_cmd_args"),
            Map.of(
                    "resources", list(RESOURCE),
                    "env", list(object("name", "value")),
                    "arguments", map(map(OPTION)),
                    "fine_tune", object("require_train_datasets", "require_validation_datasets"),
                    "container_spec", object("image", "cmds", "entrypoint"),
                    "parameters_sig", list(object("name", "required", "multiple")),
                    "service_spec", SERVICE));

    private StepShape() {}

    /** A copy of the step in this shape. */
    static ObjectNode of(JsonNode step) {
        ObjectNode shaped = (ObjectNode) STEP.apply(step);
        JsonNode backoff = step.path("backoffLimit");
        if (backoff.isNumber()) {
            // The SDK writes its own name for it, which a Server passes over: the step would get the Server's default.
            shaped.set("backoff_limit", backoff);
            shaped.set("backoffLimit", backoff);
        }
        return shaped;
    }

    private static JsonNode asFloat(JsonNode number) {
        return number.isNumber() ? JsonNodeFactory.instance.numberNode(number.doubleValue()) : number;
    }

    private static UnaryOperator<JsonNode> object(String... fields) {
        return object(List.of(fields), Map.of());
    }

    private static UnaryOperator<JsonNode> object(List<String> fields, Map<String, UnaryOperator<JsonNode>> others) {
        Map<String, UnaryOperator<JsonNode>> all = new LinkedHashMap<>(others);
        fields.forEach(field -> all.put(field, AS_IS));
        return ifThere(given -> {
            ObjectNode shaped = JsonNodeFactory.instance.objectNode();
            all.forEach((field, shape) -> shaped.set(field, shape.apply(given.path(field))));
            return shaped;
        });
    }

    private static UnaryOperator<JsonNode> list(UnaryOperator<JsonNode> entries) {
        return ifThere(given -> {
            ArrayNode shaped = JsonNodeFactory.instance.arrayNode();
            given.forEach(entry -> shaped.add(entries.apply(entry)));
            return shaped;
        });
    }

    private static UnaryOperator<JsonNode> map(UnaryOperator<JsonNode> values) {
        return ifThere(given -> {
            ObjectNode shaped = JsonNodeFactory.instance.objectNode();
            given.properties().forEach(field -> shaped.set(field.getKey(), values.apply(field.getValue())));
            return shaped;
        });
    }

    private static UnaryOperator<JsonNode> ifThere(UnaryOperator<JsonNode> shape) {
        return given ->
                given.isNull() || given.isMissingNode() ? JsonNodeFactory.instance.nullNode() : shape.apply(given);
    }
}
