// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.internal.uri.BundleUri.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What is sent to make a job: what the request names is looked up, and what can be checked is checked, before anything is
 * sent. The body is the one of the Python SDK's {@code CloudModel.run}.
 */
final class CreateBody {
    private final Bundles bundles;

    CreateBody(Bundles bundles) {
        this.bundles = bundles;
    }

    /** The body for this request. */
    ObjectNode of(JobRequest request, String project) {
        JsonNode model = bundles.find(Kind.MODEL, request.model(), project);
        JsonNode steps = model.path("versionInfo").path("stepSpecs");
        checkHandler(request, steps);
        if (request.runtime() == null
                && model.path("versionInfo").path("builtInRuntime").isNull()) {
            throw new InvalidRequestException(
                    "model " + request.model() + " brings no runtime of its own: name one in the request", 0, null);
        }
        boolean overwrites = !request.overwriteSpecs().isEmpty();
        String runs = overwrites ? OverwrittenSteps.yaml(request, steps) : request.runHandler();
        List<String> datasets = new ArrayList<>();
        for (String dataset : request.datasets()) {
            datasets.add(bundles.versionId(Kind.DATASET, dataset, project));
        }
        String runtime = request.runtime() == null ? "" : bundles.versionId(Kind.RUNTIME, request.runtime(), project);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (request.ttl() != null) {
            body.put("timeToLiveInSec", request.ttl().toSeconds());
        }
        body.put("modelVersionUrl", bundles.versionId(Kind.MODEL, request.model(), model));
        body.put("datasetVersionUrls", String.join(",", datasets));
        body.put("runtimeVersionUrl", runtime);
        body.put("resourcePool", request.resourcePool());
        // A Server takes one of the two, and reads the handler from the steps.
        body.put(overwrites ? "stepSpecOverWrites" : "handler", runs);
        body.put("devMode", request.devMode());
        body.put("devPassword", Objects.requireNonNullElse(request.devModePassword(), ""));
        return body;
    }

    /** A Server answers an unknown handler with a failure of its own that names nothing. */
    private static void checkHandler(JobRequest request, JsonNode steps) {
        TreeSet<String> handlers = new TreeSet<>();
        boolean needsDataset = false;
        for (JsonNode step : steps) {
            String handler = step.path("job_name").asText();
            handlers.add(handler);
            needsDataset |= handler.equals(request.runHandler())
                    && step.path("require_dataset").asBoolean();
        }
        if (handlers.isEmpty()) {
            return;
        }
        if (!handlers.contains(request.runHandler())) {
            throw new InvalidRequestException(
                    "model " + request.model() + " has no handler '" + request.runHandler() + "'; it has " + handlers,
                    0,
                    null);
        }
        if (needsDataset && request.datasets().isEmpty()) {
            throw new InvalidRequestException(
                    "handler '" + request.runHandler() + "' of model " + request.model() + " needs a dataset", 0, null);
        }
    }
}
