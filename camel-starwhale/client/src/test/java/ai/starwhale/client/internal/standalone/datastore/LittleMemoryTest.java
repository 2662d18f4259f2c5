// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.internal.standalone.RecordedInstance;
import ai.starwhale.client.internal.standalone.StandaloneInstance;
import ai.starwhale.client.internal.standalone.WrittenTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory that a scan takes does not grow with the table. */
class LittleMemoryTest {
    private static final int BLOCKS = 100;
    private static final int ROWS = 10_000;

    @TempDir
    private Path root;

    @Test
    void aMillionRowsInAHundredBlocksAreReadInSixtyFourMegabytes() throws Exception {
        WrittenTable table = new WrittenTable(root);
        for (int block = 0; block < BLOCKS; block++) {
            table.block(block, (long) block * ROWS, (long) (block + 1) * ROWS, "0123456789".repeat(5));
        }
        table.commit();
        Path output = root.resolve("output.txt");
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dtest.log=target/test-child.log",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LittleMemoryTest.class.getName(),
                        root.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = child.waitFor(5, TimeUnit.MINUTES);
            String said = Files.readString(output);
            assertThat(ended).as(said).isTrue();
            assertThat(child.exitValue()).as(said).isZero();
            assertThat(said.lines()).contains("rows " + BLOCKS * ROWS);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /** The child: counts the rows of the table in the instance that it is given. */
    public static void main(String[] arguments) {
        try (StandaloneInstance instance = RecordedInstance.at(Path.of(arguments[0]));
                RowStream rows = instance.rows(WrittenTable.JOB, WrittenTable.NAME, Scan.all())) {
            long count = 0;
            while (rows.hasNext()) {
                count += rows.nextPage().size();
            }
            System.out.println("rows " + count);
        }
    }
}
