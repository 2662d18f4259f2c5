// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A process with an embedded Server, on which as many jobs run as are asked for, and have for two hours. */
final class CrowdedServer {
    static final String TOKEN = "canary-token";

    private CrowdedServer() {}

    static ServerProcess start(int jobs) throws IOException {
        return ServerProcess.start(CrowdedServer.class, Integer.toString(jobs));
    }

    /** The process: its address is the first line that it prints; it ends with its starter. */
    public static void main(String[] arguments) throws IOException {
        LateClock clock = new LateClock();
        try (StarwhaleServer server = StarwhaleServer.builder().clock(clock).start()) {
            server.acceptToken(TOKEN);
            Project project = server.addProject("demo");
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                server.addJob(project, JobScript.run());
            }
            clock.behind = Duration.ZERO;
            System.out.println(server.url());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Behind until it is set right. */
    private static final class LateClock extends Clock {
        private volatile Duration behind = Duration.ofHours(2);

        @Override
        public Instant instant() {
            return Instant.now().minus(behind);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
