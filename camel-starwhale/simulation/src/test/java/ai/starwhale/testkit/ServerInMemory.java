// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The embedded Server without a socket, with all that only a simulation does to one; it stands here because no user can. */
public final class ServerInMemory {
    private final World world;
    private final Service service;
    private final Project project;

    /** An answer, whole. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    public record Answered(int status, String contentType, Map<String, String> headers, byte[] body) {}

    /** What the Server knows of a job; {@code comment} is that of the request which made it. */
    public record KnownJob(long id, String uuid, String status, boolean isRemoved, String comment, long created) {
        public boolean hasEnded() {
            return Timeline.FINAL.contains(status);
        }
    }

    /** With one user, {@code starwhale} with {@code abcd1234}, and one project, {@code demo}, with a model. */
    public ServerInMemory(Clock clock, Set<Trap> traps, Supplier<String> uuids) {
        world = new Beginning(Map.of("starwhale", "abcd1234"), clock, false, traps).get();
        world.uuids(uuids);
        service = new Service(world, "http");
        project = world.addProject("demo");
        project.addModel("mnist", "evaluator:evaluate");
        project.addRuntime("pytorch");
        // Who simulates moves the status on.
        service.creation()
                .scripts(request ->
                        JobScript.builder().at(Duration.ZERO, "CREATED").build());
    }

    public Project project() {
        return project;
    }

    /** Answers a request; {@code headers} have names in lower case. */
    public Answered answer(String method, URI address, Map<String, String> headers, byte[] body) {
        String[] path = Engine.path(address.getRawPath());
        String query = address.getRawQuery();
        Reply reply = path == null
                ? Reply.html(404)
                : service.reply(new Call(method, path, Engine.parameters(query == null ? "" : query), headers, body));
        return new Answered(reply.status(), reply.contentType(), reply.headers(), reply.body());
    }

    /** All jobs, the removed ones too, by number. */
    public List<KnownJob> jobs() {
        return jobsAfter(0);
    }

    /** The jobs with greater numbers than this. */
    public List<KnownJob> jobsAfter(long number) {
        NavigableMap<Long, Job> jobs = (NavigableMap<Long, Job>) project.jobs();
        if (jobs.isEmpty() || jobs.lastKey() <= number) {
            return List.of();
        }
        long now = world.now();
        return jobs.tailMap(number, false).values().stream()
                .map(job -> known(job, now))
                .toList();
    }

    public KnownJob job(long number) {
        return known(project.jobs().get(number), world.now());
    }

    public void remove(long number) {
        Job job = project.jobs().get(number);
        long entry = world.ids().next(Ids.Kind.TRASH);
        job.trash(new TrashApi.Entry(entry, job.uuid(), job.spec().type(), world.now(), "starwhale"));
    }

    private static KnownJob known(Job job, long now) {
        return new KnownJob(
                job.id(),
                job.uuid(),
                job.status(now),
                job.isRemoved(),
                job.spec().comment(),
                job.created());
    }

    /** The statuses that a job has had, in their order. */
    public List<String> statuses(long id) {
        Job job = project.jobs().get(id);
        return job == null ? List.of() : job.timeline().history(world.now());
    }

    /** Adds an evaluation that is CREATED. */
    public KnownJob addJob() {
        JobSpec spec = DefaultSpec.of(project);
        long id = world.ids().next(Ids.Kind.JOB);
        long now = world.now();
        JobScript created = JobScript.builder().at(Duration.ZERO, "CREATED").build();
        Job job = new Job(project, id, world.uuid(), spec, now, created);
        project.jobs().put(id, job);
        return known(job, now);
    }

    /** Moves a job on, now. */
    public void status(long id, String status) {
        Job job = project.jobs().get(id);
        long now = world.now();
        job.timeline().divert(now, List.of(new Timeline.Change(now, status)));
        job.timeline().settle(now);
    }

    /** Leaves a row behind as a create does that fails late. */
    public void addGhost(String comment) {
        JobSpec spec = DefaultSpec.of(project);
        JobSpec commented = new JobSpec(
                spec.model(),
                spec.modelVersion(),
                spec.runtime(),
                spec.runtimeVersion(),
                spec.datasets(),
                spec.handler(),
                spec.type(),
                spec.steps(),
                spec.stepSpec(),
                spec.resourcePool(),
                spec.devMode(),
                comment);
        long id = world.ids().next(Ids.Kind.JOB);
        project.ghosts().add(SummaryRow.ghost(project, id, commented, world.now()));
    }

    /** Makes all tokens invalid. */
    public void revokeTokens() {
        world.tokens().revokeAll();
    }

    /** Keeps what has happened although the clock is about to be set back. */
    public void beforeClockJumps() {
        project.jobs().values().forEach(job -> job.settle(world.now()));
    }

    /** How late the changes of a job show, by its number, in milliseconds; a new job shows at once. */
    public void lateness(ToLongFunction<Long> millis) {
        world.lateness(job -> Math.min(millis.applyAsLong(job.id()), Math.max(0, world.now() - job.created())));
    }
}
