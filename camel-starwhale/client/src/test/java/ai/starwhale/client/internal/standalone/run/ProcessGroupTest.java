// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How processes are told to end. */
@DisabledOnOs(OS.WINDOWS)
class ProcessGroupTest {
    private static final String LISTENS = "trap 'echo heard; exit 0' INT; echo ready; while :; do sleep 0.1; done";

    @TempDir
    private Path folder;

    /** A small image has a shell, and no package with a kill. */
    @Test
    void interruptNeedsNothingButAShell() throws Exception {
        assumeFalse(RunsTest.interruptsAreIgnored(), "a build behind nohup or & cannot interrupt what it starts");
        Files.createSymbolicLink(folder.resolve("sh"), Path.of("/bin/sh"));
        Process listener = new ProcessBuilder("sh", "-c", LISTENS).start();
        try (BufferedReader output = listener.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            ProcessBuilder other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            // Not the file of this process.
                            "-Dtest.log=" + folder.resolve("other.log"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Interrupts.class.getName(),
                            String.valueOf(listener.pid()))
                    .inheritIO();
            other.environment().put("PATH", folder.toString());

            assertThat(other.start().waitFor()).isZero();

            assertThat(listener.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(output.readLine()).isEqualTo("heard");
        } finally {
            listener.destroyForcibly();
        }
    }

    static final class Interrupts {
        private Interrupts() {}

        public static void main(String[] pid) {
            new ProcessGroup(ProcessHandle.of(Long.parseLong(pid[0])).orElseThrow()).interrupt();
        }
    }
}
