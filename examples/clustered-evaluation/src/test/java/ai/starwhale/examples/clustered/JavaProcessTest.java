// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left running, however it ends. */
class JavaProcessTest {

    @TempDir
    Path folder;

    private final CompletableFuture<String> announced = new CompletableFuture<>();

    private JavaProcess start(Class<?> program, String... arguments) {
        return new JavaProcess(
                "tested", program, List.of(arguments), Map.of(), folder, (word, about) -> announced.complete(about));
    }

    @Test
    void aProcessEndsWhenTheOneThatStartedItIsKilled() throws Exception {
        JavaProcess starter = start(Starter.class, folder.toString());
        ProcessHandle child = ProcessHandle.of(Long.parseLong(announced.get(30, TimeUnit.SECONDS)))
                .orElseThrow();
        assertThat(child.isAlive()).isTrue();
        starter.kill();
        assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void aProcessEndsWhenItIsAskedTo() throws Exception {
        JavaProcess server = start(EmbeddedServer.class);
        announced.get(30, TimeUnit.SECONDS);
        server.check();
        server.stop();
        server.awaitEnd();
        assertThatThrownBy(server::check).hasMessageStartingWith("tested has ended");
    }

    @Test
    void aProgramThatFailsIsShownWithItsLog() {
        JavaProcess database = start(EmbeddedDatabase.class);
        database.awaitEnd();
        assertThatThrownBy(database::check).hasMessageContaining("ArrayIndexOutOfBoundsException");
    }
}
