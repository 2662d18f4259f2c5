// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Jobs: list, get, and what can be done to them. */
final class JobApi {

    private static final Comparator<Job> ORDER =
            Comparator.comparing((Job job) -> job.pinned() == null).thenComparing(Job::id, Comparator.reverseOrder());

    private final World world;
    private final JobCreation creation;

    JobApi(World world, JobCreation creation) {
        this.world = world;
        this.creation = creation;
    }

    void addTo(Routes routes) {
        routes.add("GET", "project/*/job", Access.READERS, this::list);
        routes.add("POST", "project/*/job", Access.OWNERS, creation::create);
        routes.add(
                "GET",
                "project/*/job/*",
                Access.READERS,
                call -> Reply.success(JobDocument.of(call.job(), world.now())));
        routes.add("PUT", "project/*/job/*", Access.OWNERS, this::comment);
        routes.add("DELETE", "project/*/job/*", Access.OWNERS, this::remove);
        routes.add(
                "GET", "project/*/job/*/dag", Access.READERS, call -> Reply.success(Dag.of(call.job(), world.now())));
        routes.add("POST", "project/*/job/*/*", Access.OWNERS, this::act);
    }

    private Reply list(Call call) {
        int number = call.number("pageNum", 1);
        int size = call.number("pageSize", 10);
        String modelVersion = call.query("swmpId");
        if (modelVersion != null && !modelVersion.isBlank() && !modelVersion.matches("\\d+")) {
            throw new Failure(Reply.failure(500, "InternalServerError", "Converting Error"));
        }
        List<Job> jobs = new ArrayList<>();
        for (Job job : call.project().jobs().values()) {
            boolean wanted = modelVersion == null
                    || modelVersion.isBlank()
                    || job.spec().modelVersion().id().equals(modelVersion);
            if (wanted && job.isListed()) {
                jobs.add(job);
            }
        }
        jobs.sort(ORDER);
        long now = world.now();
        return Reply.success(PageInfo.page(jobs, number, size, job -> JobDocument.of(job, now)));
    }

    private Reply comment(Call call) {
        call.job().comment(Json.text(call.json(), "comment"));
        return Reply.success("success");
    }

    private Reply remove(Call call) {
        Job job = call.job();
        if (!job.isRemoved()) {
            long id = world.ids().next(Kind.TRASH);
            User user = call.user() == null ? world.firstUser() : call.user();
            job.trash(new TrashApi.Entry(id, job.uuid(), job.spec().type(), world.now(), user.name()));
        }
        return Reply.success("success");
    }

    private Reply act(Call call) {
        Job job = call.job();
        String action = call.segment(4);
        long now = world.now();
        String status = job.status(now);
        switch (action) {
            case "cancel" -> cancel(job, status, now);
            case "pause" -> pause(job, status, now);
            case "resume" -> resume(job, status, now);
            case "pin" -> {
                job.pin(call.json().path("pinned").asBoolean() ? now : null);
                return Reply.success("success");
            }
            case "recover" -> throw Failure.internal("Please use TrashService.recover() instead.");
            default -> throw Failure.invalid("JOB", "Unknown invoker key: " + action + "\nfailed to invoke action");
        }
        return Reply.success("Success: " + action);
    }

    private static void cancel(Job job, String status, long now) {
        if (Timeline.FINAL.contains(status)) {
            throw Failure.invalid("JOB", "freeze job can't be canceled ");
        } else if (!Set.of("RUNNING", "PAUSED").contains(status)) {
            throw Failure.invalid("JOB", "not RUNNING/PAUSED job can't be canceled ");
        }
        job.cancel(now);
        job.event(now, "Job canceled");
    }

    // The Server says that it paused a job, and the job goes on.
    private static void pause(Job job, String status, long now) {
        if (Timeline.FINAL.contains(status)) {
            throw Failure.invalid("JOB", "frozen job can't be paused ");
        }
        job.event(now, "Job paused");
    }

    private static void resume(Job job, String status, long now) {
        if (!Set.of("FAIL", "PAUSED", "CANCELED").contains(status)) {
            throw Failure.invalid("JOB", "only failed/paused/canceled job can be resumed ");
        }
        job.resume(now);
        job.event(now, "Job resumed");
    }

    /** The tasks of a job, newest first. */
    static List<JsonNode> tasks(Job job, long now) {
        Job.Recorded recorded = job.recorded();
        ArrayNode documents = recorded == null ? null : recorded.tasks();
        List<JsonNode> tasks = new ArrayList<>();
        if (documents != null) {
            documents.forEach(tasks::add);
            return tasks;
        }
        for (Task task : job.tasks()) {
            tasks.add(0, task.document(job, now));
        }
        return tasks;
    }
}
