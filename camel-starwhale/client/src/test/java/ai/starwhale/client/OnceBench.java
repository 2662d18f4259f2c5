// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.testkit.ModelVersion;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A server with a model that needs nothing, and what the tests of creating exactly once ask of it. */
final class OnceBench implements AutoCloseable {
    static final String CREATE = "/project/demo/job";

    final Bench bench = Bench.empty();

    OnceBench() {
        bench.server
                .addProject("demo")
                .addModel("free", ModelVersion.withHandlers("run").withBuiltInRuntime());
    }

    static JobRequest.Builder request() {
        return JobRequest.builder().project("demo").model("free").runHandler("run");
    }

    /** The requests to create a job that the server has seen. */
    int posts() {
        return (int) bench.sent(CREATE).stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    /** The jobs of the project that nobody has cancelled. */
    List<JobInfo> kept() {
        return bench.client.jobs("demo", PageRequest.of(1, 10_000)).items().stream()
                .filter(job -> !job.status().equals(JobStatus.CANCELED)
                        && !job.status().equals(JobStatus.CANCELLING))
                .toList();
    }

    /** The marker that a request of this key carries. */
    static String marker(String key) {
        try (OnceBench other = new OnceBench()) {
            other.bench.client.createJob(request().idempotencyKey(key).build());
            JsonNode body = Bench.json(other.bench.sent(CREATE).get(0).body());
            return body.path("comment").asText();
        }
    }

    @Override
    public void close() {
        bench.close();
    }
}
