// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, what project and job the path names, and whether that is allowed. */
final class Gate {

    private static final String PREFIX = "Bearer ";

    private final World world;

    Gate(World world) {
        this.world = world;
    }

    void enter(Call call) {
        String header = call.header("authorization");
        header = header == null ? call.query("Authorization") : header;
        if (header != null && header.startsWith(PREFIX) && header.length() > PREFIX.length()) {
            User user = world.tokens().user(header.substring(PREFIX.length()));
            if (user == null) {
                throw Failure.unauthorized("JWT token is expired or invalid.");
            }
            call.user(user);
        }
        if (call.segment(0).equals("project")
                && call.segments() > 1
                && !call.segment(1).equals("0")) {
            enterProject(call, call.segment(1));
            if (call.segment(2).equals("job") && call.segments() > 3) {
                call.job(job(world, call.project(), call.segment(3)));
            }
        }
    }

    void enterProject(Call call, String url) {
        Project project = world.project(url);
        call.project(project);
        if (call.user() == null && !project.isPublic()) {
            throw Failure.unauthorized("Not logged in.");
        }
    }

    private static Job job(World world, Project project, String url) {
        Job job = find(world, project, url);
        if (job == null) {
            throw Failure.noSuch("Starwhale Bundle", url);
        }
        return job;
    }

    private static @Nullable Job find(World world, Project project, String url) {
        if (url.matches("\\d+")) {
            try {
                Job job = project.jobs().get(Long.parseLong(url));
                boolean isHidden = job != null && job.isRemoved() && !world.has(Trap.REMOVED_JOBS_BY_NUMBER);
                return isHidden ? null : job;
            } catch (NumberFormatException e) {
                throw new Failure(Reply.html(500));
            }
        }
        String uuid = url.toLowerCase(Locale.ROOT);
        return project.jobs().values().stream()
                .filter(job -> job.uuid().equals(uuid) && !job.isRemoved() && job.isComplete(world.now()))
                .findFirst()
                .orElse(null);
    }

    static void check(Call call, Access access) {
        User user = call.user();
        if (access == Access.EVERYBODY) {
            return;
        }
        if (user == null) {
            throw new Failure(Reply.failure(401, "Unauthorized", "Unauthorized"));
        }
        if (call.hasProject() && access != Access.USERS) {
            Project project = call.project();
            if (!project.isOwnedBy(user) && (access == Access.OWNERS || !project.isPublic())) {
                throw new Failure(Reply.failure(403, "accessDenied", "Access is denied"));
            }
        }
    }
}
