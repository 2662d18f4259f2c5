// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** After this time some signed links of the recording had expired, and others had not. */
    private static final Instant THEN = Instant.ofEpochMilli(1_795_335_480_000L);

    /** How long before that jobs are made which had ended by then. */
    private static final Duration EARLIER = Duration.ofSeconds(10);

    private static final Pattern SIGNED = Pattern.compile("/obj-store/(.+)/(\\d+)\\?sign=.*");

    private final ManualClock clock = new ManualClock();
    private final String transcript;
    private final StarwhaleServer server;

    Replay(String transcript) {
        this.transcript = transcript;
        StarwhaleServer.Builder builder = StarwhaleServer.builder().clock(clock);
        clock.advance(Duration.between(clock.instant(), THEN.minus(EARLIER)));
        if (transcript.equals("5-perm")) {
            builder.user("starwhale", "abcd1234")
                    .user("second_user", "canary-2")
                    .user("bobby_user", "bobpwd12");
        }
        server = builder.recorded().start();
        prepare();
        clock.advance(EARLIER);
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
                demo.jobs().keySet().retainAll(Set.of(1L, 2L, 3L, 6L));
                JobScript waiting =
                        JobScript.builder().at(Duration.ZERO, "CREATED").build();
                run(demo, 6, "c7c7e1c02fe34e978bf3c3621cc4eb92", JobScript.run().whenResumed(waiting));
            }
            case "5-perm" -> {
                run(server.project("pub"), 11, Ids.uuid(), JobScript.run());
                run(server.project("pub"), 12, "292467f1724f42908887b1ca98c9296a", JobScript.succeed());
                server.project("pub").describe("", 1, 0);
            }
            case "8-markers-and-feed" -> {
                world.ids().taken(Kind.JOB, 1050);
                exchange("create with comment");
                Job first = Objects.requireNonNull(demo.jobs().get(1051L));
                // Its key is before any that is given at random.
                demo.jobs()
                        .put(1051L, new Job(demo, 1051, "0".repeat(32), first.spec(), first.created(), first.script()));
                server.onCreate(job -> JobScript.run());
                world.ids().taken(Kind.JOB, 1052);
                demo.addTable("test/big_int", Table.generated(100_000, row -> Map.of("id", row)));
            }
            default -> {}
        }
        if (transcript.startsWith("4-") || transcript.startsWith("5-")) {
            // The second version of the model came last.
            Objects.requireNonNull(demo.bundle(Bundle.MODEL, "demo")).versions().removeIf(v -> v.id().equals("2"));
            world.tables().keySet().removeIf(name -> name.endsWith("/arts2"));
        }
    }

    private void exchange(String name) {
        Exchange.of(transcript).stream()
                .filter(exchange -> exchange.name().equals(name))
                .forEach(this::difference);
    }

    private void run(Project project, long id, String uuid, JobScript script) {
        Map<Long, Job> recorded = server.project("demo").jobs();
        Job like = recorded.getOrDefault(id, Objects.requireNonNull(recorded.get(1L)));
        project.jobs().put(id, new Job(project, id, uuid, like.spec(), like.created(), script));
    }

    /** What is not as it was recorded, in a word or two; empty if nothing. */
    String difference(Exchange exchange) {
        if (transcript.equals("4-job-actions") && exchange.name().equals("exec while running (2)")) {
            run(server.project("demo"), 7, "bdbe759194fd4bc8bb308d849352498c", JobScript.run());
        }
        clock.advance(transcript.equals("4-job-actions") ? Duration.ofSeconds(2) : Duration.ofMillis(400));
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
        HttpResponse<byte[]> answer = Client.of(server).bytes(request.method(exchange.method(), body));
        if (transcript.equals("4-job-py")) {
            // The jobs that it makes are there already.
            server.project("demo").jobs().keySet().retainAll(Set.of(1L, 2L, 3L));
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String text = new String(answer.body(), type.isEmpty() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        List<String> differences = new ArrayList<>();
        if (answer.statusCode() != exchange.status()) {
            return "status " + exchange.status() + ", here " + answer.statusCode();
        } else if (!type.equalsIgnoreCase(exchange.type())) {
            differences.add("type " + exchange.type() + ", here " + type);
        }
        differences.addAll(Differences.of(exchange.answer(), text.replace(server.url(), "http://server")));
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
