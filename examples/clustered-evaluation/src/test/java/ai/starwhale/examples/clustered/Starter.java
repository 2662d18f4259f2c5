// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that starts another one, says as which process, and goes on. */
public final class Starter {
    private Starter() {}

    public static void main(String[] args) throws Exception {
        new JavaProcess("server", EmbeddedServer.class, List.of(), Map.of(), Path.of(args[0]), (word, about) -> {
            ProcessHandle.current().children().forEach(child -> Announcements.say("child", child.pid()));
        });
        Thread.currentThread().join();
    }
}
