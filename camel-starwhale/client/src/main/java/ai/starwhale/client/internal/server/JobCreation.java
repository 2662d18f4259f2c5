// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.uri.BundleUri.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Makes a job on a Server: looks up what the request names, checks what can be checked, and sends it once. The body is
 * the one of the Python SDK's {@code CloudModel.run}.
 */
final class JobCreation {
    private static final String NOT_KNOWN =
            "; whether the job was made is not known: look at the project's jobs before you try again";

    private final Documents documents;
    private final Bundles bundles;

    JobCreation(Documents documents, Bundles bundles) {
        this.documents = documents;
        this.bundles = bundles;
    }

    /** Makes the job and gives its number. */
    String create(JobRequest request, String project) {
        ObjectNode body = body(request, project);
        String purpose = "create a job of " + request.model() + " in project " + project;
        String path = "/project/" + Documents.segment(project) + "/job";
        JsonNode id = documents.change(purpose, "POST", path, body, NOT_KNOWN);
        if (!id.asText().matches("[0-9]+")) {
            String message = "cannot " + purpose + " on " + documents.base() + ": the answer names no job";
            throw new ProtocolException(message + NOT_KNOWN, 200, null);
        }
        return id.asText();
    }

    private ObjectNode body(JobRequest request, String project) {
        JsonNode model = bundles.find(Kind.MODEL, request.model(), project);
        checkHandler(request, model.path("versionInfo").path("stepSpecs"));
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
        body.put("handler", request.runHandler());
        body.put("devMode", request.devMode());
        body.put("devPassword", Objects.requireNonNullElse(request.devModePassword(), ""));
        if (request.comment() != null) {
            body.put("comment", request.comment());
        }
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
