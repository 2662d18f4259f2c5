// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.RecordedEvaluation;
import ai.starwhale.testkit.StarwhaleServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** An embedded Server that holds a recorded evaluation, and the settings to run it once. */
final class Demo {
    private static final String PASSWORD = "abcd1234";

    private Demo() {}

    static StarwhaleServer start(Properties settings) {
        StarwhaleServer server =
                StarwhaleServer.builder().user("starwhale", PASSWORD).recorded().start();
        long rows = Long.parseLong(settings.getProperty("starwhale.demo.rows", "100000"));
        // STARWHALE_DEMO_FAILS=true shows what a failure looks like.
        boolean fails = settings.containsKey("starwhale.demo.fails");
        server.onCreate(job -> fails ? JobScript.fail("Exited (1) 1 second ago") : RecordedEvaluation.script(rows));
        return server;
    }

    /** Points the program at that Server. */
    static void use(StarwhaleServer server, Properties settings) throws IOException {
        clear(Path.of(settings.getProperty("starwhale.output")));
        Map<String, String> demo = Map.of(
                "starwhale.instance", server.url(),
                "starwhale.username", "starwhale",
                "starwhale.password", PASSWORD,
                "starwhale.project", "demo",
                "starwhale.model", "demo/version/v1",
                "starwhale.handler", "evaluator:evaluate",
                "starwhale.dataset", "mnist",
                "starwhale.runtime", "pytorch",
                "starwhale.poll", "200ms",
                "nightly.trigger", "trigger.repeatCount=0&triggerStartDelay=1000");
        demo.forEach(settings::setProperty);
        Settings.connect(settings);
        System.out.println("STARWHALE_INSTANCE is not set: using an embedded Server at " + server.url()
                + " with a recorded evaluation.");
    }

    /** What a former run wrote belongs to a Server that is gone. */
    private static void clear(Path output) throws IOException {
        if (Files.isDirectory(output)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(output)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
