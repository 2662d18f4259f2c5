// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A project of a {@link StarwhaleServer}; private, unless made public. */
public final class Project {

    private final World world;
    private final String id;
    private final String name;
    private final User owner;
    private final long createdTime;
    private final Map<String, Bundle> bundles = new LinkedHashMap<>();
    private final Map<Long, Job> jobs = new TreeMap<>();
    private final List<Map<String, ?>> ghosts = new ArrayList<>();
    private boolean open;
    private @Nullable String description = "";
    private int evaluationsBefore;
    private int members = 1;

    Project(World world, String id, String name, User owner, long createdTime) {
        this.world = world;
        this.id = id;
        this.name = name;
        this.owner = owner;
        this.createdTime = createdTime;
    }

    /** The numeric id, as text. */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Lets everybody who is logged in read it. */
    public Project makePublic() {
        open = true;
        return this;
    }

    /** Adds a model, or a version to it, with these handlers; see {@link ModelVersion#withHandlers}. Returns the id of
     * the version. */
    public String addModel(String name, String... handlers) {
        return addModel(name, ModelVersion.withHandlers(handlers));
    }

    /** Adds a model, or a version to it. Returns the id of the version. */
    public String addModel(String name, ModelVersion version) {
        synchronized (world) {
            BundleVersion runtime =
                    version.hasBuiltInRuntime() ? NewBundles.runtime(world, this, Bundle.BUILT_IN_RUNTIME) : null;
            return NewBundles.model(world, this, name, version, runtime).id();
        }
    }

    /** Adds a runtime, or a version to it. Returns the id of the version. */
    public String addRuntime(String name) {
        synchronized (world) {
            return NewBundles.runtime(world, this, name).id();
        }
    }

    /** Adds a dataset, or a version to it. Returns the id of the version. */
    public String addDataset(String name) {
        synchronized (world) {
            return NewBundles.dataset(world, this, name).id();
        }
    }

    /** Adds a table to the datastore, named below this project: {@code test/all} is {@code project/2/test/all}. */
    public Project addTable(String name, Table table) {
        world.tables().put("project/" + id + "/" + name, table);
        return this;
    }

    World world() {
        return world;
    }

    User owner() {
        return owner;
    }

    boolean isPublic() {
        return open;
    }

    boolean isOwnedBy(User user) {
        return user.admin() || user.equals(owner);
    }

    Map<Long, Job> jobs() {
        return jobs;
    }

    /** Rows of the summary table that belong to no job. */
    List<Map<String, ?>> ghosts() {
        return ghosts;
    }

    List<Bundle> bundles(String kind) {
        return bundles.values().stream().filter(b -> b.kind().equals(kind)).toList();
    }

    @Nullable Bundle bundle(String kind, String nameOrId) {
        Bundle named = bundles.get(kind + "/" + nameOrId);
        return named != null
                ? named
                : bundles(kind).stream()
                        .filter(bundle -> bundle.id().equals(nameOrId))
                        .findFirst()
                        .orElse(null);
    }

    Bundle add(Bundle bundle) {
        bundles.put(bundle.kind() + "/" + bundle.name(), bundle);
        return bundle;
    }

    void describe(@Nullable String text, int memberCount, int earlierEvaluations) {
        description = text;
        members = memberCount;
        evaluationsBefore = earlierEvaluations;
    }

    /** Only the list of projects fills the statistics. */
    ObjectNode document(boolean withStatistics) {
        ObjectNode document = Json.object();
        document.put("id", id).put("name", name).put("description", description);
        document.put("privacy", open ? "PUBLIC" : "PRIVATE").put("createdTime", createdTime);
        document.set("owner", owner.document());
        int all = withStatistics ? 1 : 0;
        document.putObject("statistics")
                .put("modelCounts", all * bundles(Bundle.MODEL).size())
                .put("datasetCounts", all * bundles(Bundle.DATASET).size())
                .put("runtimeCounts", all * bundles(Bundle.RUNTIME).size())
                .put("memberCounts", all * members)
                .put("evaluationCounts", all * (evaluationsBefore + jobs.size()));
        return document;
    }
}
