// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which swcli is run, and with what. */
class SwcliTest {
    @TempDir
    Path folder;

    @Test
    void configuredIsBeforeEnvironmentIsBeforePath() throws IOException {
        Path configured = executable("a", "swcli");
        Path named = executable("b", "other");
        Path onPath = executable("c", "swcli");
        Map<String, String> environment =
                Map.of("SWCLI", named.toString(), "PATH", folder.resolve("nothing") + ":" + onPath.getParent());

        assertThat(Swcli.find(configured, environment).executable()).isEqualTo(configured);
        assertThat(Swcli.find(null, environment).executable()).isEqualTo(named);
        assertThat(Swcli.find(null, Map.of("PATH", onPath.getParent().toString()))
                        .executable())
                .isEqualTo(onPath);
        assertThat(Swcli.find(Path.of("swcli"), environment).executable()).isEqualTo(onPath);
    }

    @Test
    void errorSaysHowToInstallIt() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "");

        assertThatThrownBy(() -> Swcli.find(null, Map.of("PATH", folder.toString())))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'swcli' is not there")
                .hasMessageContaining("pip install starwhale");
        assertThatThrownBy(() -> Swcli.find(text, Map.of())).hasMessageContaining("not executable");
    }

    @Test
    void commandSaysWhatIsAskedFor() {
        String version = RunVersion.of("demo", "key", 0);
        ModelRun run = new ModelRun(
                folder,
                "demo",
                version,
                "local/project/demo/model/mood/version/v0",
                "evaluator:evaluate",
                List.of("a", "b"),
                7,
                Map.of("SW_TOKEN", "canary-token"));

        assertThat(String.join(" ", run.command(new Swcli(Path.of("swcli")))))
                .isEqualTo("swcli model run --version " + version
                        + " --uri local/project/demo/model/mood/version/v0 --handler evaluator:evaluate"
                        + " --run-project local/project/demo --log-project local/project/demo --dataset a --dataset b"
                        + " --dataset-head 7");
        assertThat(run.modelName()).isEqualTo("mood");
        assertThat(run.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../up", ".run", "-p", "a\nb"})
    void whatIsNoProjectBecomesNoPath(String project) {
        String version = RunVersion.of("demo", "key", 0);
        assertThatThrownBy(() -> new ModelRun(folder, project, version, "m", "h", List.of(), 0, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("project");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "../../../../../../../../../../../../../etc",
                "ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJ"
            })
    void whatIsNoVersionBecomesNoPath(String version) {
        assertThatThrownBy(() -> new ModelRun(folder, "demo", version, "m", "h", List.of(), 0, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("version");
    }

    private Path executable(String in, String name) throws IOException {
        Path file = Files.writeString(Files.createDirectory(folder.resolve(in)).resolve(name), "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
