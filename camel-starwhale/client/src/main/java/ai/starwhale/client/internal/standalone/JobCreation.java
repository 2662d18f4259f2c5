// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.CheckedRequest;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.standalone.files.Bundles;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import ai.starwhale.client.internal.standalone.run.ModelRun;
import ai.starwhale.client.internal.standalone.run.RunEnd;
import ai.starwhale.client.internal.standalone.run.RunVersion;
import ai.starwhale.client.internal.standalone.run.RunningJob;
import ai.starwhale.client.internal.standalone.run.Runs;
import ai.starwhale.client.internal.uri.BundleUri;
import ai.starwhale.client.internal.uri.BundleUri.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes jobs: the key decides the version, and a version that has ended is not looked at any further. What files can tell
 * of a request is checked before anything is started.
 */
final class JobCreation {
    private static final Logger LOG = LoggerFactory.getLogger(JobCreation.class);

    private final Confined root;
    private final Bundles bundles;
    private final Runs runs;
    private final Predicate<String> isStandalone;
    private final Map<String, String> environment;
    private final Runnable whenEnded;
    private final Set<String> saidIgnored = ConcurrentHashMap.newKeySet();

    /**
     * Starts nothing yet.
     *
     * @param isStandalone whether an alias or an address means this instance
     * @param environment what swcli is given besides the environment of this process
     * @param whenEnded is told that a job has ended
     */
    JobCreation(
            Confined root,
            Runs runs,
            Predicate<String> isStandalone,
            Map<String, String> environment,
            Runnable whenEnded) {
        this.root = root;
        this.bundles = new Bundles(root);
        this.runs = runs;
        this.isStandalone = isStandalone;
        this.environment = environment;
        this.whenEnded = whenEnded;
    }

    /** A job that was made, or found, and its end. */
    private record Made(JobFolder job, CompletableFuture<RunEnd> end) {}

    /** Has the job run, or finds the one that the same key has made before; waits for nothing. */
    JobFolder start(JobRequest request, String project) {
        return made(request, project).job();
    }

    /**
     * The same, and waits for the job's end.
     *
     * @throws ai.starwhale.client.JobFailedException if it does not succeed
     */
    JobFolder create(JobRequest request, String project) {
        Made made = made(request, project);
        RunEnd end = end(made);
        if (!end.status().equals(JobStatus.SUCCESS)) {
            String address = JobInfos.address(project, made.job().version());
            throw end.asException(address, made.job().log());
        }
        return made.job();
    }

    /** What would be run; nothing is. */
    CheckedRequest check(JobRequest request, String project) {
        ignore(request);
        String version = RunVersion.forKey(root, project, request.idempotencyKey(), request.ifEnded());
        ModelRun run = run(request, new JobFolder(root, project, version));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", run.version());
        body.put("model", run.model());
        body.put("handler", run.handler());
        body.put("datasets", run.datasets());
        body.put("datasetHead", run.datasetHead());
        return new CheckedRequest(JobInfos.ADDRESS, run.project(), body);
    }

    private static RunEnd end(Made made) {
        try {
            return made.end().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StarwhaleException(
                    "interrupted while waiting for the end of " + made.job() + "; the job goes on", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new StarwhaleException("cannot run " + made.job() + ": " + e.getCause(), e);
        }
    }

    private Made made(JobRequest request, String project) {
        ignore(request);
        String version = RunVersion.forKey(root, project, request.idempotencyKey(), request.ifEnded());
        JobFolder job = new JobFolder(root, project, version);
        Optional<RunEnd> earlier = Runs.earlier(job);
        CompletableFuture<RunEnd> end = earlier.map(CompletableFuture::completedFuture)
                .orElseGet(() -> runs.start(run(request, job), line -> {}).ended());
        if (request.comment() != null) {
            comment(job, request.comment());
        }
        var unused = end.whenComplete((how, failure) -> whenEnded.run());
        return new Made(job, end);
    }

    private ModelRun run(JobRequest request, JobFolder job) {
        Optional<RunningJob> present = runs.running(job);
        if (present.isPresent()) {
            return present.get().run();
        }
        Bundles.Found model = bundles.find(model(request), job.project());
        checkHandler(request, bundles.handlers(model));
        List<String> datasets = new ArrayList<>();
        for (String dataset : request.datasets()) {
            BundleUri uri = BundleUri.parse(Kind.DATASET, dataset);
            // Those of a Server swcli fetches itself.
            datasets.add(isHere(uri) ? bundles.find(uri, job.project()).address() : dataset);
        }
        return new ModelRun(
                root.folder(),
                job.project(),
                job.version(),
                model.address(),
                request.runHandler(),
                datasets,
                request.datasetHead(),
                environment);
    }

    private boolean isHere(BundleUri uri) {
        return uri.instance() == null || isStandalone.test(uri.instance());
    }

    private BundleUri model(JobRequest request) {
        BundleUri uri = BundleUri.parse(Kind.MODEL, request.model());
        if (!isHere(uri)) {
            throw new InvalidRequestException(
                    "model '" + request.model() + "' is on another instance than the job; copy it here first with"
                            + " 'swcli model copy'",
                    0,
                    null);
        }
        return uri;
    }

    private static void checkHandler(JobRequest request, Map<String, Boolean> handlers) {
        String handler = request.runHandler();
        Boolean needsDataset = handlers.get(handler);
        if (needsDataset == null && !handlers.isEmpty()) {
            throw new InvalidRequestException(
                    "model " + request.model() + " has no handler '" + handler + "'; it has " + handlers.keySet(),
                    0,
                    null);
        }
        if (Boolean.TRUE.equals(needsDataset) && request.datasets().isEmpty()) {
            throw new InvalidRequestException(
                    "handler '" + handler + "' of model " + request.model() + " needs a dataset", 0, null);
        }
    }

    /** Each is said once, as on the other kind of instance. */
    private void ignore(JobRequest request) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("runtime", request.runtime() != null);
        given.put("resourcePool", !request.resourcePool().equals("default"));
        given.put("ttl", request.ttl() != null);
        given.put("devMode", request.devMode());
        given.put("devModePassword", request.devModePassword() != null);
        given.put("overwriteSpecs", !request.overwriteSpecs().isEmpty());
        given.forEach((name, isGiven) -> {
            if (isGiven && saidIgnored.add(name)) {
                LOG.warn("{} is ignored: a Standalone instance has no use for it", name);
            }
        });
    }

    private static void comment(JobFolder job, String comment) {
        try {
            job.writeComment(comment);
        } catch (IOException | StarwhaleException e) {
            LOG.warn("{} was made, but has no comment: {}", job, e.getMessage());
        }
    }
}
