// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Everything the Server knows. Its monitor guards all of it but the tables and the tokens. */
final class World {

    private final Clock clock;
    private final Ids ids = new Ids();
    private final Tokens tokens;
    private final List<User> users = new ArrayList<>();
    private final List<Project> projects = new ArrayList<>();
    private final NavigableMap<String, Table> tables = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, String>> logs = new HashMap<>();
    private final Blobs blobs = new Blobs();
    private final Set<Trap> traps;
    private Supplier<String> uuids = Ids::uuid;
    /** How late a change of a job shows in the summary table, milliseconds. Every second job holds the lock longer. */
    private ToLongFunction<Job> lateness = job -> job.id() % 2 == 1 ? 50 : 0;

    World(Clock clock, Set<Trap> traps) {
        this.clock = clock;
        this.traps = traps;
        this.tokens = new Tokens(clock);
        blobs.ranges(has(Trap.RANGES_WITH_200) ? RangeAnswers.AS_RECORDED : RangeAnswers.PARTIAL_CONTENT);
    }

    boolean has(Trap trap) {
        return traps.contains(trap);
    }

    /** Epoch milliseconds. */
    long now() {
        return clock.millis();
    }

    /** Epoch milliseconds, rounded to seconds as the Server's database does. */
    long seconds() {
        return toSeconds(now());
    }

    static long toSeconds(long millis) {
        return Math.floorDiv(millis, 1000L) * 1000;
    }

    Ids ids() {
        return ids;
    }

    /** A uuid for something new. */
    String uuid() {
        return uuids.get();
    }

    void uuids(Supplier<String> source) {
        uuids = source;
    }

    /** How late a change of a job shows in the summary table, milliseconds of the clock. */
    long lateness(Job job) {
        return has(Trap.TIMES_BEFORE_THE_LOCK) ? lateness.applyAsLong(job) : 0;
    }

    void lateness(ToLongFunction<Job> millis) {
        lateness = millis;
    }

    Tokens tokens() {
        return tokens;
    }

    NavigableMap<String, Table> tables() {
        return tables;
    }

    /** The logs that were given to tasks: the id of the task, the name of the file, its text. */
    Map<String, Map<String, String>> logs() {
        return logs;
    }

    Blobs blobs() {
        return blobs;
    }

    List<Project> projects() {
        return projects;
    }

    User firstUser() {
        return users.get(0);
    }

    synchronized User addUser(String name, String password, long createdTime) {
        User user = new User(Long.toString(ids.next(Kind.USER)), name, password, createdTime, users.isEmpty());
        users.add(user);
        return user;
    }

    synchronized @Nullable User user(String name) {
        return users.stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Adds a project, named {@code owner:name} where it is not the first user's. */
    synchronized Project addProject(String ownerAndName) {
        int colon = ownerAndName.indexOf(':');
        User owner = colon < 0 ? firstUser() : user(ownerAndName.substring(0, colon));
        if (owner == null) {
            throw new IllegalArgumentException("no such user: " + ownerAndName.substring(0, colon));
        }
        String name = ownerAndName.substring(colon + 1);
        if (hasProject(owner, name)) {
            throw new IllegalArgumentException("project " + name + " of " + owner.name() + " is there already");
        }
        String id = Long.toString(ids.next(Kind.PROJECT));
        return addProject(new Project(this, id, name, owner, seconds()));
    }

    boolean hasProject(User owner, String name) {
        return projects.stream()
                .anyMatch(project ->
                        project.owner().equals(owner) && project.name().equals(name));
    }

    Project addProject(Project project) {
        projects.add(project);
        return project;
    }

    /** A project by its id, its name, or its owner's name or id, a colon and its name. */
    Project project(String url) {
        if (url.chars().anyMatch(c -> c > 255)) {
            throw new Failure(Reply.html(500));
        }
        List<Project> found = new ArrayList<>();
        int colon = url.indexOf(':');
        String owner = url.substring(0, Math.max(0, colon));
        for (Project project : projects) {
            boolean owned = colon < 0
                    || project.owner().name().equals(owner)
                    || project.owner().id().equals(owner);
            if (project.id().equals(url) || (owned && project.name().equals(url.substring(colon + 1)))) {
                found.add(project);
            }
        }
        if (found.size() != 1) {
            boolean bareName = colon < 0 && !url.matches("\\d+");
            throw Failure.noSuch(
                    "Project",
                    "Unable to find project " + url
                            + (bareName ? ", you may use OWNER:PROJECT or project id to access the project" : ""));
        }
        return found.get(0);
    }
}
