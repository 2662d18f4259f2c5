// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Logging in, and who one is. */
final class AccountApi {

    private static final String VERSION = "0.1.0:8c82767b60686f3e2bfea9dafe8c8cce5dd34f52";
    private static final Pattern PART = Pattern.compile("name=\"(\\w+)\"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]*)\r\n");

    private final World world;

    AccountApi(World world) {
        this.world = world;
    }

    void addTo(Routes routes) {
        routes.add("POST", "login", Access.EVERYBODY, this::login);
        routes.add("GET", "user/current", Access.USERS, this::current);
        routes.add(
                "GET",
                "system/version",
                Access.USERS,
                call -> Reply.success(Json.object().put("id", "").put("version", VERSION)));
    }

    private Reply login(Call call) {
        Map<String, String> form = form(call);
        User user = world.user(form.getOrDefault("userName", ""));
        if (user == null || !user.password().equals(form.get("userPwd"))) {
            throw Failure.unauthorized("Wrong username or password");
        }
        ObjectNode data = Json.object().put("isEnabled", true).put("name", user.name());
        return Reply.success(data.put("createdTime", user.createdTime()).put("id", user.id()))
                .withHeader("Authorization", "Bearer " + world.tokens().issue(user))
                .withHeader("Access-Control-Allow-Headers", "Authorization")
                .withContentType("application/json;charset=UTF-8");
    }

    private static Map<String, String> form(Call call) {
        String type = call.header("content-type");
        if (type == null || !type.startsWith("multipart/")) {
            return Engine.parameters(call.text());
        }
        Map<String, String> form = new HashMap<>();
        Matcher part = PART.matcher(call.text());
        while (part.find()) {
            form.put(part.group(1), part.group(2));
        }
        return form;
    }

    private Reply current(Call call) {
        User user = call.user() == null ? world.firstUser() : call.user();
        ObjectNode data = user.document().put("systemRole", user.admin() ? "OWNER" : "MAINTAINER");
        ObjectNode roles = data.putObject("projectRoles");
        world.projects().stream()
                .filter(project -> project.isOwnedBy(user))
                .forEach(project -> roles.put(project.id(), "OWNER"));
        return Reply.success(data);
    }
}
