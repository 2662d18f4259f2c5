// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logs of tasks that have ended. */
class LogsTest {
    private final Bench bench = Bench.recorded();
    private final Job job = bench.job("3");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void recordedLog() throws IOException {
        List<LogFile> logs = job.logs("9");

        assertThat(logs).extracting(LogFile::name).containsExactly("starwhale-run-9-1795331379511");
        try (BufferedReader text = logs.get(0).open()) {
            assertThat(text.lines())
                    .hasSize(10)
                    .startsWith("STDOUT: fake container for run 9 of task 9")
                    .endsWith("STDOUT: exit 0");
        }
        assertThat(bench.job("10").logs("30")).isEmpty();
    }

    @Test
    void taskThatDoesNotExist() {
        NotFoundException unknown = catchThrowableOfType(NotFoundException.class, () -> job.logs("99999"));
        InvalidRequestException noTask = catchThrowableOfType(InvalidRequestException.class, () -> job.logs("../1"));

        assertThat(unknown)
                .hasMessage("cannot list the logs of task 99999 of job 3 of project demo on " + bench.server.url()
                        + ": there is no such task");
        assertThat(noTask).hasMessage("'../1' is not a task of a Server: a number such as 9 is expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "../../user/current", "ü?#%2F;x=y", "a+b", "c:\\x"})
    void nameIsOneSegmentOfThePathWhateverItHolds(String name) throws IOException {
        bench.server.addLog("10", name, "text of it\n");
        LogFile log = job.logs("10").get(0);

        assertThat(log.name()).isEqualTo(name);
        try (BufferedReader text = log.open()) {
            assertThat(text.readLine()).isEqualTo("text of it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void nameThatIsNoneIsNotAskedFor(String name) {
        bench.server.addLog("10", name, "x");
        LogFile log = job.logs("10").get(0);
        bench.server.clearRequests();

        assertThat(catchThrowableOfType(InvalidRequestException.class, log::open))
                .hasMessage("'" + name + "' is not the name of a log");
        assertThat(bench.server.requests()).isEmpty();
    }

    @Test
    void logThatIsGone() {
        LogFile log = job.logs("9").get(0);
        bench.answer(log.name(), Answer.json(500, "{\"message\":\"read log path from db failed 9\"}"));

        assertThat(catchThrowableOfType(StarwhaleException.class, log::open))
                .hasMessage("cannot read log 'starwhale-run-9-1795331379511' of task 9 of job 3 of project demo on "
                        + bench.server.url() + ": read log path from db failed 9 (500)");
    }

    @Test
    void textIsReadAsItComesAndItsBreakIsNotItsEnd() throws IOException {
        String line = "x".repeat(99) + "\n";
        bench.server.addLog("10", "long", line.repeat(70));
        LogFile log = job.logs("10").get(0);
        bench.answer("/long", Answer.fromServer().cutAfter(1000));

        try (BufferedReader text = log.open()) {
            IOException e = catchThrowableOfType(IOException.class, () -> {
                while (text.readLine() != null) {
                    // The end would be a mistake.
                }
            });
            assertThat(e)
                    .hasMessageStartingWith("cannot read log 'long' of task 10 of job 3 of project demo on "
                            + bench.server.url() + ": the connection broke (");
        }
    }

    @Test
    void openingIsRepeatedWhereItIsSafe() throws IOException {
        bench.answer("/starwhale-run-9-1795331379511", Answer.of(503, null, "busy"));
        LogFile log = job.logs("9").get(0);
        UnavailableException e = catchThrowableOfType(UnavailableException.class, log::open);

        assertThat(e).hasMessageEndingWith(": busy (503)");
        assertThat(bench.sent(log.name())).hasSize(5);
        bench.server.intercept(null);
        try (BufferedReader text = log.open()) {
            assertThat(text.readLine()).isEqualTo("STDOUT: fake container for run 9 of task 9");
        }
    }

    @Test
    void connectionsAreFreeAgainWhateverWasRead() throws IOException {
        bench.server.addLog("10", "long", "x".repeat(9_000_000) + "\n");
        LogFile log = job.logs("10").get(0);
        // More than there are connections: a lost one would make the last call wait for ever.
        for (int i = 0; i < 25; i++) {
            try (BufferedReader text = log.open()) {
                assertThat(text.read()).isEqualTo('x');
            }
        }
        for (int i = 0; i < 25; i++) {
            try (BufferedReader text = job.logs("9").get(0).open()) {
                assertThat(text.lines().count()).isEqualTo(10);
            }
        }
        bench.answer("/long", Answer.html(200));
        for (int i = 0; i < 25; i++) {
            assertThat(catchThrowableOfType(ProtocolException.class, log::open)).isNotNull();
        }
        assertThat(job.status()).isEqualTo(JobStatus.SUCCESS);
    }
}
