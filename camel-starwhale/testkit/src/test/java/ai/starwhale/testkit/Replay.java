// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the requests of a transcript, in their order, to a server that knows what the recorded one knew by then. */
final class Replay implements AutoCloseable {

    static final List<String> TRANSCRIPTS = List.of(
            "1-auth",
            "2-project",
            "3-ds-py",
            "3-ds-raw",
            "4-job-actions",
            "4-job-create",
            "4-job-get",
            "4-job-logs",
            "4-job-py",
            "4-model-upload",
            "4-runtime-dataset-upload",
            "5-perm",
            "7-artifacts",
            "8-markers-and-feed");

    /** When signed links of the recording had expired, or had not. */
    private static final Clock THEN = Clock.fixed(Instant.ofEpochMilli(1_795_335_480_000L), ZoneOffset.UTC);

    private static final Pattern SIGNED = Pattern.compile("/obj-store/(.+)/(\\d+)\\?sign=.*");

    private final String transcript;
    private final StarwhaleServer server;

    Replay(String transcript) {
        this.transcript = transcript;
        StarwhaleServer.Builder builder = StarwhaleServer.builder().clock(THEN);
        if (transcript.equals("5-perm")) {
            builder.user("starwhale", "abcd1234")
                    .user("second_user", "canary-2")
                    .user("bobby_user", "bobpwd12");
        }
        server = builder.recorded().start();
        prepare();
    }

    /** Takes away what came later, and adds what was removed. */
    private void prepare() {
        Project demo = server.project("demo");
        World world = demo.world();
        switch (transcript) {
            case "1-auth", "2-project" ->
                world.projects().removeIf(project -> !project.id().equals("1"));
            case "3-ds-py" -> {
                demo.jobs().clear();
                world.tables().clear();
            }
            case "3-ds-raw" -> {
                demo.jobs().clear();
                world.tables().keySet().removeIf(name -> name.startsWith("project/2/eval/"));
                demo.addTable("test/f16", new StoredTable("id"));
            }
            case "4-job-create" -> demo.jobs().clear();
            case "4-job-get", "4-job-py" -> demo.jobs().keySet().retainAll(Set.of(1L, 2L, 3L));
            case "4-job-actions" -> {
                demo.jobs().keySet().retainAll(Set.of(1L, 2L, 3L));
                run(demo, 6, "c7c7e1c02fe34e978bf3c3621cc4eb92", 17);
                run(demo, 7, "bdbe759194fd4bc8bb308d849352498c", 20);
            }
            case "5-perm" -> {
                server.addJob(server.project("pub"), JobScript.succeed());
                server.addJob(server.project("pub"), JobScript.succeed());
            }
            case "8-markers-and-feed" -> {
                world.ids().taken(Kind.JOB, 1052);
                demo.addTable("test/big_int", Table.generated(100_000, row -> Map.of("id", row)));
            }
            default -> {}
        }
    }

    private static void run(Project demo, long id, String uuid, long firstTask) {
        Job like = demo.jobs().get(1L);
        Ids ids = demo.world().ids();
        ids.taken(Kind.TASK, firstTask - 1);
        Job job = new Job(demo, id, uuid, like.spec(), like.created(), JobScript.run());
        demo.jobs().put(id, job);
    }

    /** What is not as it was recorded, in a word or two; empty if nothing. */
    String difference(Exchange exchange) {
        String target = signed(exchange);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + target.replace("<jwt>", server.issueToken())));
        String authorization = authorization(exchange);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        exchange.headers().forEach((name, value) -> {
            if (name.equals("Range") || name.equals("Content-Type")) {
                request.header(name, value);
            }
        });
        if (!exchange.body().isEmpty() && !exchange.headers().containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        BodyPublisher body =
                exchange.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(exchange.body());
        Client.Result result = Client.of(server).send(request.method(exchange.method(), body));
        List<String> differences = new ArrayList<>();
        if (result.status() != exchange.status()) {
            return "status " + exchange.status() + ", here " + result.status();
        } else if (!result.type().equalsIgnoreCase(exchange.type())) {
            differences.add("type " + exchange.type() + ", here " + result.type());
        }
        differences.addAll(Differences.of(exchange.answer(), result.body()));
        return differences.isEmpty()
                ? ""
                : differences.get(0) + (differences.size() == 1 ? "" : " and " + (differences.size() - 1) + " more");
    }

    private String signed(Exchange exchange) {
        Matcher link = SIGNED.matcher(exchange.target());
        if (!link.matches() || exchange.name().equals("wrong signature")) {
            return exchange.target();
        }
        String signature = server.project("demo").world().blobs().signature(link.group(1), link.group(2));
        return "/obj-store/" + link.group(1) + "/" + link.group(2) + "?sign=" + signature;
    }

    /** Whom a request came from is not in the recording, but in the label. */
    private String authorization(Exchange exchange) {
        String name = exchange.name();
        String token = server.issueToken();
        if (name.contains("no token") || name.contains("WITHOUT") || name.startsWith("anon:")) {
            return "";
        } else if (name.startsWith("bob:")) {
            return "Bearer " + server.issueToken("bobby_user");
        } else if (exchange.target().startsWith("/obj-store/")
                || exchange.target().contains("Authorization=")) {
            return "";
        }
        return switch (name) {
            case "garbage token", "EXPIRED token (correctly signed)" -> "Bearer canary-unknown";
            case "task token whose task is not READY/PREPARING/RUNNING" -> "Bearer canary-task";
            case "token without Bearer", "valid token without Bearer prefix" -> token;
            case "Bearer only", "Bearer blank" -> "Bearer";
            case "lowercase bearer" -> "bearer " + token;
            default -> "Bearer " + token;
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
