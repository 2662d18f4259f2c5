// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.standalone;

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

        Main main = new Main();
        main.addInitialProperty(
                "camel.component.starwhale.swcli", swcli.executable().toString());
        main.configure().addRoutesBuilder(new EvaluationRoutes(output, report));
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
