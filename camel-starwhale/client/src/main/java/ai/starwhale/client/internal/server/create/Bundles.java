// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.uri.BundleUri;
import ai.starwhale.client.internal.uri.BundleUri.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.function.Predicate;

/** The models, datasets and runtimes of a Server. */
public final class Bundles {
    private final Documents documents;
    private final Predicate<String> isThisInstance;

    /** {@code isThisInstance} tells whether an alias or an address means the Server that is asked. */
    public Bundles(Documents documents, Predicate<String> isThisInstance) {
        this.documents = documents;
        this.isThisInstance = isThisInstance;
    }

    /** What the Server knows of a version; a short name is looked up in the given project. */
    JsonNode find(Kind kind, String name, String project) {
        BundleUri uri = BundleUri.parse(kind, name);
        if (uri.instance() != null && !isThisInstance.test(uri.instance())) {
            throw new InvalidRequestException(
                    kind.word() + " '" + name + "' is on another instance than the job; copy it there first", 0, null);
        }
        String place = Objects.requireNonNullElse(uri.project(), project);
        String path = "/project/" + Documents.segment(place) + "/" + kind.word() + "/" + Documents.segment(uri.name())
                + "?versionUrl=" + Documents.segment(uri.version());
        String purpose =
                "find " + kind.word() + " " + uri.name() + "/version/" + uri.version() + " in project " + place;
        return documents.get(purpose, path);
    }

    /** What a create request wants of a version. */
    String versionId(Kind kind, String name, String project) {
        return versionId(kind, name, find(kind, name, project));
    }

    /** The number of a version that was found: without it a job would be made of something else. */
    String versionId(Kind kind, String name, JsonNode found) {
        String id = found.path("versionId").asText();
        if (!id.matches("[0-9]+")) {
            throw new ProtocolException(
                    documents.base() + " gives no number for " + kind.word() + " '" + name + "'", 200, null);
        }
        return id;
    }
}
