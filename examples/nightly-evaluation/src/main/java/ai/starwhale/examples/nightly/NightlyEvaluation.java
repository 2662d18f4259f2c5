// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import ai.starwhale.testkit.StarwhaleServer;
import java.nio.file.Path;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.camel.main.Main;

/**
 * Starts an evaluation every night, watches it, and moves its result rows into a database and a file. Without an instance
 * of one's own it does so once, against an embedded Server, and ends with 0, or with 1 when the evaluation failed.
 */
public final class NightlyEvaluation {
    private NightlyEvaluation() {}

    public static void main(String[] args) throws Exception {
        try {
            System.exit(run(
                    Settings.load(System.getenv(), System.getProperties(), Path.of("nightly-evaluation.properties"))));
        } catch (IllegalArgumentException mistake) {
            System.err.println(mistake.getMessage());
            System.exit(2);
        }
    }

    /** Runs to the end and gives the exit code; with an instance of one's own that is when the process is stopped. */
    static int run(Properties settings) throws Exception {
        if (settings.containsKey("starwhale.instance")) {
            Settings.check(settings);
            Main main = camel(settings, Database.open(output(settings)), new Outcome());
            main.run();
            return main.getExitCode();
        }
        try (StarwhaleServer server = Demo.start(settings)) {
            Demo.use(server, settings);
            return runOnce(settings);
        }
    }

    private static int runOnce(Properties settings) throws Exception {
        Outcome outcome = new Outcome();
        DataSource results = Database.open(output(settings));
        Main main = camel(settings, results, outcome);
        try {
            main.start();
            return outcome.await();
        } finally {
            main.stop();
            Database.close(results);
        }
    }

    static Main camel(Properties settings, DataSource results, Outcome outcome) {
        Path output = output(settings);
        Main main = new Main();
        main.setOverrideProperties(settings);
        main.bind("results", results);
        main.bind("told", Database.told(output));
        main.configure().addRoutesBuilder(new EvaluationRoutes(new OurJobs(settings), output, results, outcome));
        return main;
    }

    private static Path output(Properties settings) {
        return Path.of(settings.getProperty("starwhale.output"));
    }
}
