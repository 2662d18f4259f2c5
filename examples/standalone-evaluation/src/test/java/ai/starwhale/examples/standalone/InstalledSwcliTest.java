// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where swcli is looked for, and what is said where there is none. */
class InstalledSwcliTest {
    @TempDir
    private Path home;

    private Path program(String folder) throws IOException {
        Path file = Files.createDirectories(home.resolve(folder)).resolve("swcli");
        Files.writeString(file, "#!/bin/sh\necho it says \"$@\"\nexit 3\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** As .ci/swcli leaves it. */
    private Path installed(String version, long minute) throws IOException {
        Path file = program(".cache/camel-starwhale/" + version + "/bin");
        Path complete = Files.createFile(file.resolveSibling("../complete").normalize());
        Files.setLastModifiedTime(complete, FileTime.fromMillis(60_000 * minute));
        return file;
    }

    private Path found(Map<String, String> environment) {
        return InstalledSwcli.find(environment, home).executable();
    }

    @Test
    void theNamedOneIsFirstThenThePathThenTheInstalledOne() throws IOException {
        Path installed = installed("swcli-1", 1);
        Path onPath = program("bin");
        Path named = program("named");
        String path = home.resolve("empty") + ":" + home.resolve("bin");

        assertThat(found(Map.of("SWCLI", named.toString(), "PATH", path))).isEqualTo(named);
        assertThat(found(Map.of("SWCLI", "", "PATH", path))).isEqualTo(onPath);
        assertThat(found(Map.of("PATH", home.resolve("empty").toString()))).isEqualTo(installed);
        assertThat(found(Map.of("XDG_CACHE_HOME", home.resolve(".cache").toString())))
                .isEqualTo(installed);
    }

    @Test
    void ofSeveralInstalledTheLast() throws IOException {
        installed("swcli-1", 1);
        Path last = installed("swcli-3", 3);
        installed("swcli-2", 2);

        assertThat(found(Map.of())).isEqualTo(last);
    }

    @Test
    void whatIsNotCompletelyInstalledDoesNotCount() throws IOException {
        program(".cache/camel-starwhale/swcli-1/bin");

        assertThatThrownBy(() -> found(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatToInstall() {
        assertThatThrownBy(() -> found(Map.of("PATH", "/nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("needs swcli", "none on the PATH", "pip install starwhale", ".ci/swcli");
        assertThatThrownBy(() -> found(Map.of("SWCLI", "/nowhere/swcli")))
                .hasMessageContainingAll("SWCLI is /nowhere/swcli", "pip install starwhale");
    }

    @Test
    void aFailureSaysWhatItPrinted() throws IOException {
        InstalledSwcli swcli = new InstalledSwcli(program("bin"));

        assertThatThrownBy(() -> swcli.run("model", "build"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("swcli model build has failed:\nit says model build\n");
    }
}
