// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The datastore: tables by name. */
final class DatastoreApi {

    private static final String SUBJECT = "Starwhale Internal DataStore";

    private final World world;
    private final Gate gate;
    private final TableUpdate update = new TableUpdate();

    DatastoreApi(World world, Gate gate) {
        this.world = world;
        this.gate = gate;
    }

    void addTo(Routes routes) {
        routes.add("POST", "datastore/listTables", Access.EVERYBODY, this::listTables);
        routes.add("POST", "datastore/scanTable", Access.EVERYBODY, this::scan);
        routes.add("POST", "datastore/queryTable", Access.EVERYBODY, this::query);
        routes.add("POST", "datastore/updateTable", Access.EVERYBODY, this::update);
    }

    private Reply listTables(Call call) {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode prefix : call.json().path("prefixes")) {
            String start = prefix.asText();
            check(call, start, false);
            for (String name : names(start)) {
                names.add(name);
            }
        }
        ArrayNode list = Json.array();
        names.forEach(list::add);
        return Reply.success(Json.object().set("tables", list));
    }

    private List<String> names(String prefix) {
        TreeSet<String> all = new TreeSet<>(world.tables().keySet());
        synchronized (world) {
            long now = world.now();
            for (Project project : world.projects()) {
                String root = "project/" + project.id() + "/eval/";
                for (Job job : project.jobs().values()) {
                    if (job.isEvaluation()) {
                        all.add(root + "summary");
                    }
                    JobScript results = job.results(now);
                    if (results != null) {
                        String folder = root + job.uuid().substring(0, 2) + "/" + job.uuid() + "/";
                        results.tables().keySet().forEach(name -> all.add(folder + name));
                    }
                }
            }
        }
        return all.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    private Reply scan(Call call) {
        JsonNode body = call.json();
        if (!body.hasNonNull("tables")) {
            throw new Failure(Reply.html(500));
        }
        ScanRequest request = ScanRequest.read(body);
        request.tables().forEach(table -> check(call, table.tableName(), false));
        return Reply.json(guarded(request, () -> new Scan(request, world::has, this::table).answer()));
    }

    private Reply query(Call call) {
        JsonNode body = call.json();
        String name = body.path("tableName").asText();
        check(call, name, false);
        return Reply.json(guarded(body, () -> new Query(body, world::has, table(name)).answer()));
    }

    private Reply update(Call call) {
        JsonNode body = call.json();
        String name = body.path("tableName").asText();
        check(call, name, true);
        return Reply.success(guarded(body, () -> update.apply(world.tables(), body)));
    }

    /** Errors of the datastore repeat themselves and the whole request. */
    private static <T> T guarded(Object request, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw Failure.invalid(
                    SUBJECT, "invalid request on subject " + SUBJECT + "\n" + e.getMessage() + "\nrequest=" + request);
        }
    }

    /** Finds the project that a table name begins with; only ids of projects lead to tables. */
    private void check(Call call, String tableName, boolean write) {
        String[] parts = tableName.split("/", -1);
        User user = call.user();
        if (parts.length < 2 || !parts[0].equals("project")) {
            Gate.check(call, Access.USERS);
            if (user == null || !user.admin()) {
                throw new Failure(Reply.failure(403, "accessDenied", "Access is denied"));
            }
            return;
        }
        synchronized (world) {
            gate.enterProject(call, parts[1]);
        }
        // Anonymous reading of public projects is allowed here, unlike everywhere else.
        if (write || user != null) {
            Gate.check(call, write ? Access.OWNERS : Access.READERS);
        }
    }

    private @Nullable Table table(String name) {
        Table stored = world.tables().get(name);
        String[] parts = name.split("/", 6);
        if (parts.length < 4 || !parts[0].equals("project") || !parts[2].equals("eval")) {
            return stored;
        }
        boolean isSummary = parts.length == 4 && parts[3].equals("summary");
        if (stored != null && !isSummary) {
            return stored;
        }
        synchronized (world) {
            for (Project project : world.projects()) {
                if (project.id().equals(parts[1])) {
                    return isSummary ? summary(project, stored) : ofJob(project, parts);
                }
            }
        }
        return null;
    }

    /** The row of a job is written by the Server, and by others too. */
    private static @Nullable Table summary(Project project, @Nullable Table written) {
        SummaryTable jobs = SummaryTable.of(project);
        if (jobs == null || written == null) {
            return jobs == null ? written : jobs;
        }
        return jobs.with(written);
    }

    private @Nullable Table ofJob(Project project, String[] parts) {
        for (Job job : project.jobs().values()) {
            boolean named = parts.length == 6
                    && job.uuid().equals(parts[4])
                    && job.uuid().startsWith(parts[3]);
            JobScript results = named ? job.results(world.now()) : null;
            if (results != null) {
                return results.tables().get(parts[5]);
            }
        }
        return null;
    }
}
