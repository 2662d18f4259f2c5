// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Resource;
import ai.starwhale.client.StepSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The steps of a handler with what a request wants otherwise. A Server takes them in place of the handler, all of them, in
 * one YAML text, which is the one of the Python SDK's {@code CloudModel.run}.
 */
final class OverwrittenSteps {
    private final Map<String, ObjectNode> steps = new LinkedHashMap<>();

    private OverwrittenSteps() {}

    /** The text for this request; {@code all} are the steps of all handlers of the model. */
    static String yaml(JobRequest request, JsonNode all) {
        OverwrittenSteps handler = new OverwrittenSteps();
        for (JsonNode step : all) {
            if (step.path("job_name").asText().equals(request.runHandler())) {
                handler.steps.put(step.path("name").asText(), StepShape.of(step));
            }
        }
        request.overwriteSpecs().forEach((name, spec) -> handler.overwrite(request, name, spec));
        ArrayNode document = JsonNodeFactory.instance.arrayNode();
        handler.steps.values().forEach(document::add);
        return PythonYaml.dump(document);
    }

    private void overwrite(JobRequest request, String name, StepSpec spec) {
        ObjectNode step = steps.get(name);
        if (step == null) {
            throw new InvalidRequestException(
                    "handler '" + request.runHandler() + "' of model " + request.model() + " has no step '" + name
                            + "'; it has " + steps.keySet(),
                    0,
                    null);
        }
        if (spec.replicas() != null) {
            step.put("replicas", spec.replicas());
        }
        if (spec.resources() != null) {
            ArrayNode resources = step.putArray("resources");
            spec.resources().forEach((type, resource) -> add(resources, type, resource));
        }
    }

    private static void add(ArrayNode resources, String type, Resource resource) {
        resources
                .addObject()
                .put("type", type)
                .put("request", resource.request())
                .put("limit", resource.limit());
    }
}
