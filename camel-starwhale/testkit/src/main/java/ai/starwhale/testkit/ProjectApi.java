// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Projects, and the models, runtimes and datasets in them. */
final class ProjectApi {

    private final World world;

    ProjectApi(World world) {
        this.world = world;
    }

    void addTo(Routes routes) {
        routes.add("GET", "project", Access.USERS, this::list);
        routes.add("POST", "project", Access.USERS, this::create);
        routes.add("GET", "project/*", Access.READERS, this::get);
        for (String kind : List.of(Bundle.MODEL, Bundle.RUNTIME, Bundle.DATASET)) {
            routes.add("GET", "project/*/" + kind + "/*", Access.READERS, call -> bundle(call, kind));
        }
    }

    private Reply list(Call call) {
        String part = call.query("projectName");
        User user = call.user() == null ? world.firstUser() : call.user();
        ArrayNode list = Json.array();
        for (Project project : world.projects()) {
            boolean visible = project.isPublic() || project.isOwnedBy(user);
            if (visible && (part == null || project.name().contains(part))) {
                list.add(project.document(true));
            }
        }
        return Reply.success(PageInfo.everything(list));
    }

    private Reply create(Call call) {
        JsonNode body = call.json();
        User owner = call.user() == null ? world.firstUser() : call.user();
        String name = body.path("projectName").asText();
        if (world.hasProject(owner, name)) {
            throw Failure.invalid("PROJECT", "Project " + name + " already exists");
        }
        Project project = world.addProject(owner.name() + ":" + name);
        project.describe(Json.text(body, "description"), 1, 0);
        if (body.path("privacy").asText().equalsIgnoreCase("public")) {
            project.makePublic();
        }
        return Reply.success(project.id());
    }

    private Reply get(Call call) {
        if (call.hasProject()) {
            return Reply.success(call.project().document(false));
        }
        User nobody = new User("", "", "", -1, false);
        Project system = new Project(world, "0", "SYSTEM", nobody, -1).makePublic();
        system.describe("System", 0, 0);
        ObjectNode document = system.document(false);
        document.withObject("owner")
                .put("isEnabled", false)
                .put("systemRole", "")
                .set("projectRoles", Json.object());
        return Reply.success(document);
    }

    private static Reply bundle(Call call, String kind) {
        Bundle bundle = call.project().bundle(kind, call.segment(3));
        if (bundle == null) {
            throw Failure.noSuch("Starwhale Bundle", call.segment(3));
        }
        BundleVersion version = bundle.find(call.query("versionUrl"));
        if (version == null) {
            throw new Failure(Reply.failure(
                    404,
                    "NOT FOUND: 004",
                    "Resource is not found Starwhale Bundle Version\nCan not find " + kind + " version"
                            + call.query("versionUrl")));
        }
        return Reply.success(bundle.info(version));
    }
}
