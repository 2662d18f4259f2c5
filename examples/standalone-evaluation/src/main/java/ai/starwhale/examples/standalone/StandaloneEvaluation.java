// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.standalone;

import ai.starwhale.client.Starwhale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.main.Main;

/**
 * Builds a model and a dataset with swcli, has a Camel route evaluate the one over the other on this machine, and reads
 * what came out. It ends with 0, with 1 when the evaluation failed, and with 2 when swcli is not installed.
 */
public final class StandaloneEvaluation {
    private StandaloneEvaluation() {}

    public static void main(String[] args) throws Exception {
        try {
            System.exit(run(System.getenv(), Path.of(System.getProperty("user.home"))));
        } catch (IllegalArgumentException missing) {
            System.err.println(missing.getMessage());
            System.exit(2);
        }
    }

    /** Runs to the end and gives the exit code. */
    static int run(Map<String, String> environment, Path home) throws Exception {
        InstalledSwcli swcli = InstalledSwcli.find(environment, home);
        Path output = output(environment);
        Report report = new Report();
        build(swcli, report);

        // Where swcli is on the PATH the component would make its client itself.
        try (Starwhale client =
                Starwhale.builder().instance("local").swcli(swcli.executable()).build()) {
            return evaluate(client, new EvaluationRoutes(output, report), report);
        }
    }

    private static int evaluate(Starwhale client, EvaluationRoutes routes, Report report) throws Exception {
        Main main = new Main();
        main.bind("client", client);
        main.configure().addRoutesBuilder(routes);
        try {
            main.start();
            return report.exitCode();
        } finally {
            main.stop();
        }
    }

    /** The folder with the instance; the user's own is not for examples. */
    private static Path output(Map<String, String> environment) throws IOException {
        String config = environment.getOrDefault("SW_CLI_CONFIG", "");
        if (config.isBlank() || environment.getOrDefault("SW_LOCAL_STORAGE", "").isBlank()) {
            throw new IllegalArgumentException("please name a Standalone instance for this example by the environment"
                    + " variables SW_CLI_CONFIG and SW_LOCAL_STORAGE; Maven does it with the profile 'run'");
        }
        return Files.createDirectories(Path.of(config).toAbsolutePath().getParent());
    }

    private static void build(InstalledSwcli swcli, Report report) throws IOException, InterruptedException {
        report.line("building the model and the dataset with " + swcli.executable());
        swcli.run("model", "build", "model");
        swcli.run("dataset", "build", "--overwrite", "--name", "sentences", "--json", "sentences.jsonl");
        report.line("evaluating the model");
    }
}
