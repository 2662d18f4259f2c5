// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that cannot be reached, send the caller elsewhere, or break off. */
class NoAnswerTest {
    private final Bench bench = Bench.recorded();
    private final String url = bench.server.url();
    private final String asked = "cannot get job 3 of project demo on " + url + ": ";

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void redirectIsNotFollowedAndGetsNoToken() throws IOException {
        try (HeaderServer elsewhere = new HeaderServer(200, "Content-Type", "application/json", "{}")) {
            ProtocolException e = failure(
                    ProtocolException.class, Answer.of(302, null, "").header("Location", elsewhere.url() + "/login"));

            assertThat(e)
                    .hasMessage(asked + "it sends the caller elsewhere (302, Location " + elsewhere.url()
                            + "/login), which is not followed; is http or https wrong?");
            assertThat(e.httpStatus()).isEqualTo(302);
            assertThat(elsewhere.authorizations()).isEmpty();
        }
    }

    @Test
    void redirectToTheSameServerIsNotFollowedEither() {
        ProtocolException e = failure(
                ProtocolException.class,
                Answer.of(307, null, "").header("Location", url + "/api/v1/project/demo/job/2"));

        assertThat(e).hasMessageStartingWith(asked + "it sends the caller elsewhere (307, Location " + url);
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    void redirectToNowhere() {
        ProtocolException e = failure(ProtocolException.class, Answer.of(304, null, ""));

        assertThat(e)
                .hasMessage(
                        asked + "it sends the caller elsewhere (304), which is not followed; is http or https wrong?");
    }

    @Test
    void serverThatIsDown() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = socket.getLocalPort();
        }
        try (Starwhale client =
                bench.builder().instance("http://127.0.0.1:" + port).build()) {
            UnavailableException e =
                    catchThrowableOfType(UnavailableException.class, () -> client.jobs("demo", PageRequest.of(1, 1)));

            assertThat(e)
                    .hasMessageStartingWith("cannot list the jobs of project demo on http://127.0.0.1:" + port
                            + ": no connection can be made (")
                    .hasMessageContaining("refused");
            assertThat(e.httpStatus()).isZero();
        }
    }

    @Test
    void answerThatBreaksOff() {
        UnavailableException e =
                failure(UnavailableException.class, Answer.fromServer().cutAfter(100));

        assertThat(e).hasMessageStartingWith(asked + "the connection broke (");
        assertThat(e.httpStatus()).isZero();
    }

    private <T extends StarwhaleException> T failure(Class<T> type, Answer answer) {
        bench.answer("/job/3", answer);
        T e = catchThrowableOfType(type, () -> bench.job("3").info());
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void clientThatIsClosed() {
        Job job = bench.job("3");
        job.info();

        bench.client.close();

        for (ThrowingCallable call : new ThrowingCallable[] {
            job::info, job::cancel, () -> job.rows("results").next()
        }) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage("this client is closed");
        }
    }

    @Test
    void threadThatIsInterrupted() {
        Job job = bench.job("3");

        Thread.currentThread().interrupt();

        assertThatThrownBy(job::info).isInstanceOf(UnavailableException.class).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
