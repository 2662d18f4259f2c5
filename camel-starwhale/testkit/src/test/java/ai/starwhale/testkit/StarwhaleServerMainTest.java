// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server that is started alone, and what docs/testkit.md says to do with it. */
class StarwhaleServerMainTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itTellsHowToUseIt() {
        try (StarwhaleServer server = StarwhaleServerMain.start(out, "--port", "0")) {
            assertThat(printed())
                    .contains("listens on " + server.url())
                    .contains("swcli instance login " + server.url() + " --alias testkit --username starwhale")
                    .contains("starwhale:job?instance=" + server.url() + "&username=starwhale&password=abcd1234")
                    .contains(".instance(\"" + server.url() + "\").login(\"starwhale\", \"abcd1234\").build()");
        }
    }

    @Test
    void userAndPasswordCanBeSaid() {
        try (StarwhaleServer server =
                StarwhaleServerMain.start(out, "--port", "0", "--user", "me", "--password", "canary-9")) {
            assertThat(server.issueToken("me")).isNotBlank();
            assertThat(printed()).contains("--username me").doesNotContain("canary-9");
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> StarwhaleServerMain.start(out, "--prot", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'--prot'")
                .hasMessageContaining("--port");
        assertThatThrownBy(() -> StarwhaleServerMain.start(out, "--port"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--port alone");
        assertThatThrownBy(() -> StarwhaleServerMain.start(out, "--port", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x'");
    }

    @Test
    void portThatIsInUseIsSaid() {
        try (StarwhaleServer server = StarwhaleServer.start()) {
            String port = server.url().substring(server.url().lastIndexOf(':') + 1);

            assertThatThrownBy(() -> StarwhaleServerMain.start(out, "--port", port))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot listen on port " + port + " of 127.0.0.1: ");
        }
    }

    @Test
    void commandsOfTheDocsWork() throws IOException, InterruptedException {
        String page = DocTable.page();
        String block = page.substring(page.indexOf("<!-- curl: begin -->"), page.indexOf("<!-- curl: end -->"));
        String commands = block.substring(block.indexOf("```bash\n") + 8, block.lastIndexOf("```"));
        try (StarwhaleServer server = StarwhaleServerMain.start(out, "--port", "0")) {
            ProcessBuilder bash = new ProcessBuilder("bash", "-e", "-c", commands).redirectErrorStream(true);
            bash.environment().put("SERVER", server.url());
            Process process = bash.start();
            process.getOutputStream().close();
            String answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(answers).startsWith("{\"code\":\"success\",\"message\":\"Success\",\"data\":\"1\"}");
            JsonNode job =
                    Json.parse(answers.substring(answers.indexOf('}') + 1)).path("data");
            assertThat(job.path("jobStatus").asText()).isEqualTo("RUNNING");
            assertThat(job.path("modelName").asText()).isEqualTo("mnist");
        }
    }
}
