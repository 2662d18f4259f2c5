// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A Standalone instance with a model and a dataset, and a swcli that does as the recorded one: its handler says how. */
final class StandaloneRoot {
    private static final String MODEL = "hrskhwgsf4ynnoczcdtidkmui5aytamudz74shi6";
    private static final String DATASET = "j6ec3kei2wv5lh2obxqf3cg66h2r2r3fjqezvzuc";
    private static final List<String> HANDLERS =
            List.of("works", "fails", "waits", "listens", "unknown-model", "is-killed", "hangs");

    final Path root;
    final Path swcli;
    private final Path folder;

    StandaloneRoot(Path folder) throws IOException {
        this.folder = folder;
        this.root = folder.resolve("root");
        this.swcli = folder.resolve("fake-swcli");
        StringBuilder handlers = new StringBuilder();
        HANDLERS.forEach(handler ->
                handlers.append(handler).append(":\n- name: ").append(handler).append("\n  require_dataset: false\n"));
        handlers.append("reads:\n- {name: first, require_dataset: true}\n- {name: reads, require_dataset: false}\n");
        Path model = bundle("demo/model/mood", MODEL, ".swmp");
        Files.createDirectories(model.resolve("src/.starwhale"));
        Files.writeString(model.resolve("src/.starwhale/jobs.yaml"), handlers);
        bundle("self/dataset/sentences", DATASET, ".swds");
        try (InputStream script =
                Objects.requireNonNull(StandaloneRoot.class.getResourceAsStream("/swcli/fake-swcli"))) {
            Files.copy(script, swcli);
        }
        if (!swcli.toFile().setExecutable(true)) {
            throw new IOException(swcli + " cannot be made executable");
        }
    }

    private Path bundle(String place, String version, String ending) throws IOException {
        Path bundle = root.resolve(place);
        Path folder =
                Files.createDirectories(bundle.resolve(version.substring(0, 2)).resolve(version + ending));
        Files.writeString(bundle.resolve("_manifest.yaml"), "tags: {latest: " + version + ", v0: " + version + "}\n");
        return folder;
    }

    /** A client of this instance with that swcli. */
    Starwhale.Builder client() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.yaml"),
                "version: '2.0'\ncurrent_instance: local\nstorage: {root: '" + root + "'}\n"
                        + "instances: {local: {uri: local, type: standalone, current_project: demo}}\n");
        return Starwhale.builder().swcliConfig(config).swcli(swcli);
    }

    /** A request for a job of the model; the handler says how it goes. */
    static JobRequest.Builder request(String handler) {
        return JobRequest.builder().model("mood").runHandler(handler);
    }

    /** The handlers that swcli was told to run, in order. */
    List<String> started() throws IOException {
        Path file = root.resolve("started");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Lets the handler go on that waits. */
    void go() throws IOException {
        Files.createFile(root.resolve("go"));
    }
}
