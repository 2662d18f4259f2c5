// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import ai.starwhale.client.AmbiguousException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.uri.BundleUri;
import ai.starwhale.client.internal.uri.BundleUri.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The models and datasets of a root: {@code <root>/<project>/model/<name>/<vv>/<version>.swmp}, and beside the versions a
 * manifest with their tags. As with jobs, a name is compared with those that are there and becomes no part of a path.
 */
public final class Bundles {
    private final Confined root;

    public Bundles(Confined root) {
        this.root = root;
    }

    /**
     * A version that is there.
     *
     * @param address its full address, with the full version
     * @param folder its folder
     */
    public record Found(String address, Path folder) {}

    /**
     * The version that is meant: by a tag, or by the beginning of its version.
     *
     * @param project where it is looked for if it does not name a project itself
     * @throws NotFoundException if it is not there; names what is
     * @throws AmbiguousException if several versions begin so
     */
    public Found find(BundleUri uri, String project) {
        String place = uri.project() == null ? project : uri.project();
        String kind = uri.kind().word();
        Map<String, Path> names = named(JobFolder.isName(place) ? root.folder().resolve(place) : null, kind);
        Path folder = names.get(uri.name());
        String asked = kind + " '" + uri.name() + "' of project '" + place + "' in " + root.folder();
        if (folder == null) {
            throw new NotFoundException(asked + " does not exist; there are " + names.keySet(), 0, null);
        }
        JsonNode tags = yaml(folder.resolve("_manifest.yaml")).path("tags");
        String wanted = tags.path(uri.version()).asText(uri.version());
        Map<String, Path> versions = versions(folder, uri.kind());
        List<Map.Entry<String, Path>> meant = versions.entrySet().stream()
                .filter(version -> version.getKey().startsWith(wanted))
                .toList();
        if (meant.isEmpty()) {
            Set<String> known = new TreeSet<>(versions.keySet());
            tags.fieldNames().forEachRemaining(known::add);
            throw new NotFoundException(asked + " has no version '" + uri.version() + "'; there are " + known, 0, null);
        }
        if (meant.size() > 1) {
            throw new AmbiguousException(
                    asked + " has several versions that begin with '" + uri.version() + "': "
                            + meant.stream().map(Map.Entry::getKey).toList(),
                    0,
                    null);
        }
        String address = "local/project/" + place + "/" + kind + "/" + uri.name() + "/version/";
        return new Found(address + meant.get(0).getKey(), meant.get(0).getValue());
    }

    /**
     * The handlers of a model by name, and whether they need a dataset; none where it is not written down.
     *
     * @throws ProtocolException if what is written down cannot be understood
     */
    public Map<String, Boolean> handlers(Found model) {
        Map<String, Boolean> handlers = new TreeMap<>();
        JsonNode jobs = yaml(model.folder().resolve("src").resolve(".starwhale").resolve("jobs.yaml"));
        for (Map.Entry<String, JsonNode> handler : jobs.properties()) {
            boolean needsDataset = false;
            for (JsonNode step : handler.getValue()) {
                needsDataset |= step.path("require_dataset").asBoolean();
            }
            handlers.put(handler.getKey(), needsDataset);
        }
        return handlers;
    }

    private static Map<String, Path> named(@Nullable Path project, String kind) {
        Map<String, Path> names = new TreeMap<>();
        if (project != null) {
            JobFolders.folders(project.resolve(kind))
                    .forEach(folder -> names.put(folder.getFileName().toString(), folder));
        }
        return names;
    }

    private static Map<String, Path> versions(Path bundle, Kind kind) {
        String ending = kind == Kind.MODEL ? ".swmp" : ".swds";
        Map<String, Path> versions = new TreeMap<>();
        List<Path> folders = new ArrayList<>();
        JobFolders.folders(bundle).forEach(group -> folders.addAll(JobFolders.folders(group)));
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            if (name.endsWith(ending)) {
                versions.put(name.substring(0, name.length() - ending.length()), folder);
            }
        }
        return versions;
    }

    private JsonNode yaml(Path file) {
        try {
            return YamlFile.read(root, file);
        } catch (NoSuchFileException e) {
            return MissingNode.getInstance();
        } catch (YamlFile.NotYamlException e) {
            throw new ProtocolException(file + " cannot be understood: " + e.getMessage(), 0, e);
        } catch (IOException e) {
            throw new StarwhaleException("cannot read " + file + ": " + e, e);
        }
    }
}
