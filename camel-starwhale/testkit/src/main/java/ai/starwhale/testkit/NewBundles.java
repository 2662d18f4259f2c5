// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Makes models, runtimes and datasets as a Server would show them after an upload. */
final class NewBundles {

    private static final String IMAGE = "docker-registry.starwhale.cn/star-whale/base:latest";

    private NewBundles() {}

    static BundleVersion model(
            World world, Project project, String name, ModelVersion version, @Nullable BundleVersion runtime) {
        Bundle model = bundle(world, project, Bundle.MODEL, Kind.MODEL, name);
        ObjectNode document = document(world, model, Kind.MODEL_VERSION);
        document.set("stepSpecs", version.stepSpecs());
        document.put("size", 6361).put("draft", false);
        document.put("builtInRuntime", runtime == null ? null : runtime.name());
        return added(model, document);
    }

    static BundleVersion runtime(World world, Project project, String name) {
        Bundle runtime = bundle(world, project, Bundle.RUNTIME, Kind.RUNTIME, name);
        ObjectNode document = document(world, runtime, Kind.RUNTIME_VERSION);
        document.put("runtimeId", runtime.id());
        document.put(
                "meta", "name: " + name + "\nversion: " + document.path("name").asText() + "\n");
        document.put("image", IMAGE).putNull("builtImage");
        return added(runtime, document);
    }

    static BundleVersion dataset(World world, Project project, String name) {
        Bundle dataset = bundle(world, project, Bundle.DATASET, Kind.DATASET, name);
        ObjectNode document = document(world, dataset, Kind.DATASET_VERSION);
        document.put("indexTable", "project/" + project.id() + "/dataset/" + name + "/_current/meta");
        document.put("meta", "version: " + document.path("name").asText());
        return added(dataset, document);
    }

    private static Bundle bundle(World world, Project project, String kind, Kind idKind, String name) {
        Bundle bundle = project.bundle(kind, name);
        return bundle != null
                ? bundle
                : project.add(new Bundle(kind, Long.toString(world.ids().next(idKind)), name, world.seconds()));
    }

    private static ObjectNode document(World world, Bundle bundle, Kind kind) {
        long id = world.ids().next(kind);
        ObjectNode document = Json.object().put("id", Long.toString(id));
        document.put("name", Ids.versionName(kind, id)).put("alias", "v" + (bundle.size() + 1));
        document.put("latest", true).putNull("tags").putNull("owner");
        return document.put("createdTime", world.seconds()).put("shared", false);
    }

    private static BundleVersion added(Bundle bundle, ObjectNode document) {
        BundleVersion version = new BundleVersion(document);
        bundle.add(version);
        return version;
    }
}
