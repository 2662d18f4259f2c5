// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedRequest;
import ai.starwhale.testkit.StarwhaleServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A server and a client whose time passes together, and a project whose jobs end at a time that is known. */
final class EndsBench implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    final DrivenTime time = new DrivenTime();
    final StarwhaleServer server = StarwhaleServer.builder()
            .user(Bench.USER, Bench.PASSWORD)
            .clock(time)
            .start();
    final Project project = server.addProject("demo");
    final Starwhale client;

    EndsBench() {
        server.acceptToken(Bench.TOKEN);
        project.addModel("free", ModelVersion.withHandlers("run").withBuiltInRuntime());
        client = builder().token(Bench.TOKEN).build();
    }

    Starwhale.Builder builder() {
        return Starwhale.builder()
                .instance(server.url())
                .swcliConfig(Bench.NO_CONFIG)
                .time(time)
                .pollInterval(INTERVAL);
    }

    /** Running at once, and ended so after this time. */
    static JobScript ends(String status, Duration after) {
        return JobScript.builder()
                .at(Duration.ZERO, "RUNNING")
                .at(after, status)
                .build();
    }

    Job add(JobScript script) {
        return job(server.addJob(project, script).id());
    }

    Job job(String id) {
        return client.job(server.url() + "/project/demo/job/" + id);
    }

    /** A job of another type than EVALUATION, which this client makes none of. */
    Job addOfType(String type, JobScript script) throws IOException, InterruptedException {
        server.onCreate(request -> script);
        String model =
                project.addModel("m" + type, ModelVersion.withHandlers("run").withBuiltInRuntime());
        String body = "{\"modelVersionUrl\":\"" + model
                + "\",\"resourcePool\":\"default\",\"handler\":\"run\",\"type\":\"" + type + "\"}";
        return job(post("", body));
    }

    /** POSTs to the jobs of the project, and gives the data of the answer. */
    String post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/project/demo/job" + path))
                .header("Authorization", "Bearer " + Bench.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return Bench.json(answer.body()).path("data").asText();
    }

    /** The job's end, once it was looked at for the first time. */
    CompletableFuture<JobInfo> watched(Job job) {
        CompletableFuture<JobInfo> ended = job.ended();
        time.settle();
        return ended;
    }

    /** Lets the time of one poll come, and waits until the poll is over. */
    void poll() {
        time.pass(INTERVAL);
    }

    void polls(int count) {
        for (int i = 0; i < count; i++) {
            poll();
        }
    }

    List<RecordedRequest> feeds() {
        return sent("/queryTable");
    }

    List<RecordedRequest> sent(String pathEnd) {
        return server.requests().stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .toList();
    }

    /** The threads of this process that wait for the ends of jobs. */
    static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("starwhale-await"))
                .count();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
