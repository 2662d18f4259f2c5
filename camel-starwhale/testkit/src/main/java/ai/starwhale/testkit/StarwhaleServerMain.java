// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts a {@link StarwhaleServer} alone, to be tried with curl, swcli or a program of one's own, until the process ends.
 * It has a project {@code demo} with a model that runs for ten seconds and succeeds with the recorded tables.
 *
 * <p>Options: {@code --port} (8082), {@code --user} (starwhale), {@code --password} (abcd1234).
 */
public final class StarwhaleServerMain {

    private static final List<String> OPTIONS = List.of("--port", "--user", "--password");
    private static final Duration TAKES = Duration.ofSeconds(10);
    private static final long ROWS = 1000;

    private StarwhaleServerMain() {}

    /** Does not return. The process ends with 2 if an option makes no sense or the port is in use. */
    public static void main(String... args) throws InterruptedException {
        try {
            start(System.out, args);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        Thread.currentThread().join();
    }

    static StarwhaleServer start(PrintStream out, String... args) {
        Map<String, String> options = options(args);
        String user = options.getOrDefault("--user", "starwhale");
        StarwhaleServer server = StarwhaleServer.builder()
                .user(user, options.getOrDefault("--password", "abcd1234"))
                .port(port(options.getOrDefault("--port", "8082")))
                .start();
        fill(server);
        String password = options.containsKey("--password") ? "..." : "abcd1234";
        String url = server.url();
        out.println("A Starwhale Server for tests listens on " + url + ", until this process ends.");
        out.println("Project demo: model mnist, handler evaluator:evaluate, dataset digits, runtime pytorch.");
        out.println();
        out.println("swcli  swcli instance login " + url + " --alias testkit --username " + user + " --password "
                + password);
        out.println("Camel  starwhale:job?instance=" + url + "&username=" + user + "&password=" + password
                + "&project=demo");
        out.println("Java   Starwhale.builder().instance(\"" + url + "\").login(\"" + user + "\", \"" + password
                + "\").build()");
        return server;
    }

    private static void fill(StarwhaleServer server) {
        Project demo = server.addProject("demo");
        demo.addRuntime("pytorch");
        demo.addDataset("digits");
        demo.addModel("mnist", "evaluator:evaluate");
        server.onCreate(job -> RecordedEvaluation.script(ROWS).after(TAKES));
    }

    private static Map<String, String> options(String... args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException("expected options of " + OPTIONS + ", each with a value, not "
                        + (OPTIONS.contains(args[i]) ? args[i] + " alone" : "'" + args[i] + "'"));
            }
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port must be a number, not '" + text + "'", e);
        }
    }
}
