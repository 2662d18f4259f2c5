// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a job is emptied for a run while somebody says what the job is about. */
class JobFolderTest {
    private static final String VERSION = "kdqdle6vs22fuolnfxk45h4lkhtkjefsr6e67o5u";

    @TempDir
    Path root;

    @Test
    void commentIsKeptWhileItIsWritten() throws Exception {
        JobFolder folder = new JobFolder(new Confined(root), "demo", VERSION);
        folder.make();
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<?> run = new FutureTask<>(() -> {
            while (!done.get()) {
                folder.makeEmpty();
            }
            return null;
        });
        new Thread(run).start();
        try {
            for (int i = 0; i < 2_000; i++) {
                folder.writeComment("for night " + i);
                assertThat(folder.comment()).isEqualTo("for night " + i);
            }
        } finally {
            done.set(true);
            run.get();
        }
    }

    @Test
    void restOfAnAttemptIsRemoved() throws IOException {
        JobFolder folder = new JobFolder(new Confined(root), "demo", VERSION);
        folder.make();
        Path rest = Files.createDirectories(root.resolve("demo/job/kd/" + VERSION + "/swmp/src"));
        Files.writeString(rest.resolve("model.yaml"), "run: nothing");

        folder.makeEmpty();

        assertThat(root.resolve("demo/job/kd/" + VERSION)).isEmptyDirectory();
    }
}
