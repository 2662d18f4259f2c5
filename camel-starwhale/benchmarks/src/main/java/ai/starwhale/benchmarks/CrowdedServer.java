// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleServer;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/** A process with an embedded Server, on which as many jobs run as are asked for, and have for two hours. */
final class CrowdedServer implements Closeable {
    static final String TOKEN = "canary-token";

    private final Process process;
    private final String url;

    private CrowdedServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static CrowdedServer start(int jobs) throws IOException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrowdedServer.class.getName(),
                        Integer.toString(jobs))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new CrowdedServer(process, Objects.requireNonNull(output.readLine(), "the server does not start"));
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
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
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
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
