// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wrong in a test of somebody is said, and does not look like something else. */
class MistakesOfTestsTest {

    private static final String REQUEST = "{'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default',"
            + "'handler':'evaluator:evaluate'}";

    private final StarwhaleServer server = StarwhaleServer.builder().recorded().start();
    private final Client client = Client.of(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private static void isTold(Client.Result answer, String what) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().path("message").asText()).isEqualTo(what);
    }

    @Test
    void assertionInAScriptIsAnAnswer() {
        server.onCreate(job -> {
            throw new AssertionError("expected another model");
        });

        isTold(client.post("/project/demo/job", REQUEST), "expected another model");
    }

    @Test
    void assertionInARowIsAnAnswer() {
        Table table = Table.generated(200, i -> {
            if (i == 1) {
                throw new AssertionError("no row");
            }
            return Map.of("id", i);
        });
        server.project("demo").addTable("t", table);

        isTold(client.scan("{'tables':[{'tableName':'project/2/t'}]}"), "no row");
    }

    @Test
    void assertionInAnInterceptorIsAnAnswer() {
        server.intercept(request -> {
            throw new AssertionError("expected no request");
        });

        isTold(client.get("/project"), "expected no request");
    }

    @Test
    void assertionInAFaultIsAnAnswer() {
        server.faults()
                .on(request -> {
                    throw new AssertionError("when");
                })
                .times(1)
                .answer(Answer.cut());
        isTold(client.get("/project"), "when");

        server.faults().clear();
        server.faults().onAny().run(() -> {
            throw new AssertionError("what");
        });
        isTold(client.get("/project"), "what");
    }

    @Test
    void metricThatCannotBeStoredIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobScript.succeed().summary(Map.of("accuracy", BigDecimal.ONE)))
                .withMessage("no column type for java.math.BigDecimal");
    }

    @Test
    void projectThatIsLostGetsNoJob() {
        Project lost = server.project("demo");
        server.restartEmpty();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.addJob(lost, JobScript.run()))
                .withMessageStartingWith("project demo is not of this server");
        assertThat(server.addJob(server.project("demo"), JobScript.run()).id()).isNotEmpty();
    }

    @Test
    void pollsAreOfOneConsumer() {
        ManualPolls polls = new ManualPolls(new ManualClock(), Duration.ofMinutes(1));
        Runnable first = () -> {};
        polls.scheduleTask(first);
        polls.scheduleTask(first);

        assertThatIllegalStateException()
                .isThrownBy(() -> polls.scheduleTask(() -> {}))
                .withMessage("another consumer polls by this already: each needs a ManualPolls of its own");
        polls.unscheduleTask();
        polls.scheduleTask(() -> {});
    }

    @Test
    void typeOfALoginCanBeSaidToBeAnother() {
        server.faults().onAny().answer(Answer.fromServer().contentType("text/plain"));
        Client.Result login = client.send(
                client.request("/login").POST(BodyPublishers.ofString("userName=starwhale&userPwd=abcd1234")));

        assertThat(login.status()).isEqualTo(200);
        assertThat(login.type()).isEqualTo("text/plain");
    }
}
