// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsMemoryTest {
    private static final int ROWS = 1_000_000;
    private final Fixture fixture = new Fixture();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void aMillionRowsGoThroughASplitterInSixtyFourMegabytes() throws Exception {
        assertThat(underLittleMemory("split")).contains("rows " + ROWS);
    }

    @Test
    void aMillionRowsGoIntoAFileInSixtyFourMegabytes() throws Exception {
        underLittleMemory(folder.toString());
        try (Stream<String> lines = Files.lines(folder.resolve("rows.jsonl"))) {
            assertThat(lines).hasSize(ROWS);
        }
    }

    /** What the other program said, line by line. */
    private List<String> underLittleMemory(String target) throws Exception {
        String job = fixture.address(fixture.jobWith(Fixture.numbers(ROWS)));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dtest.log=target/test-child.log",
                "-cp",
                System.getProperty("java.class.path"),
                RowsUnderLittleMemory.class.getName(),
                job,
                fixture.server.url(),
                target));
        builder.environment().put("STARWHALE_TOKEN", Fixture.TOKEN);
        Process child = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = child.waitFor(5, TimeUnit.MINUTES);
            String said = Files.readString(output);
            assertThat(ended).as(said).isTrue();
            assertThat(child.exitValue()).as(said).isZero();
            return said.lines().toList();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
