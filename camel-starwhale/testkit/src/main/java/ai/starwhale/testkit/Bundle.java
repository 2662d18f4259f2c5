// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model, runtime or dataset of a project, with its versions, oldest first. */
final class Bundle {

    static final String MODEL = "model";
    static final String RUNTIME = "runtime";
    static final String DATASET = "dataset";
    static final String BUILT_IN_RUNTIME = "starwhale-built-in";

    private final String kind;
    private final String id;
    private final String name;
    private final long createdTime;
    private final List<BundleVersion> versions = new ArrayList<>();

    Bundle(String kind, String id, String name, long createdTime) {
        this.kind = kind;
        this.id = id;
        this.name = name;
        this.createdTime = createdTime;
    }

    String kind() {
        return kind;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    List<BundleVersion> versions() {
        return versions;
    }

    int size() {
        return versions.size();
    }

    void add(BundleVersion version) {
        versions.add(version);
        versions.sort((a, b) -> Long.compare(Long.parseLong(a.id()), Long.parseLong(b.id())));
    }

    BundleVersion latest() {
        return versions.get(versions.size() - 1);
    }

    @Nullable BundleVersion withId(String versionId) {
        return versions.stream()
                .filter(version -> version.id().equals(versionId))
                .findFirst()
                .orElse(null);
    }

    /** A version by its name, alias or id; {@code latest} and nothing are the newest one. */
    @Nullable BundleVersion find(@Nullable String url) {
        if (url == null || url.isBlank() || url.equals("latest")) {
            return latest();
        }
        return versions.stream()
                .filter(version -> version.name().equals(url)
                        || version.alias().equals(url)
                        || version.id().equals(url))
                .findFirst()
                .orElse(null);
    }

    private ObjectNode document(BundleVersion version) {
        return version.document().deepCopy().put("latest", version.id().equals(latest().id()));
    }

    /** As jobs show it. */
    ObjectNode inJob(BundleVersion version, @Nullable User owner) {
        ObjectNode bundle = Json.object().put("id", id).put("name", name).put("createdTime", createdTime);
        bundle.set("owner", owner == null ? Json.object().nullNode() : owner.document());
        bundle.set("version", document(version));
        return bundle;
    }

    /** As asked for by itself. */
    ObjectNode info(BundleVersion version) {
        ObjectNode info = Json.object();
        info.set("versionInfo", document(version));
        info.put("id", id).put("name", name);
        info.put("versionId", version.id()).put("versionName", version.name());
        info.put("versionAlias", version.alias()).putNull("versionTag");
        info.put("createdTime", version.createdTime()).put("shared", false);
        if (!kind.equals(MODEL)) {
            info.put("versionMeta", version.document().path("meta").asText());
            info.putArray("files");
        }
        if (kind.equals(RUNTIME)) {
            info.putNull("manifest");
            info.withArray("files")
                    .addObject()
                    .put("name", version.name() + ".swrt")
                    .put("size", "10 KB");
        } else if (kind.equals(DATASET)) {
            info.put("indexTable", version.document().path("indexTable").asText());
        }
        return info;
    }
}
