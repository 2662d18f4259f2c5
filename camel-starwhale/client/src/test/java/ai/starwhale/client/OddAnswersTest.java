// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four shapes of errors, and what proxies and other servers answer. */
class OddAnswersTest {
    private final Bench bench = Bench.recorded();
    private final String url = bench.server.url();
    private final String asked = "cannot get job 3 of project demo on " + url + ": ";

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void envelopeWithTexts() {
        InvalidRequestException e = failure(
                InvalidRequestException.class,
                Answer.json(
                        400,
                        "{\"code\":\"INVALID REQUEST: JOB\",\"message\":\"invalid request on subject JOB\\nbuiltin"
                                + " runtime of demo not found\",\"data\":null}"));

        assertThat(e).hasMessage(asked + "invalid request on subject JOB builtin runtime of demo not found (400)");
        assertThat(e.httpStatus()).isEqualTo(400);
    }

    @Test
    void envelopeWithLists() {
        NotFoundException e = failure(
                NotFoundException.class,
                Answer.json(404, "{\n  \"code\": [\"ValidationException\"],\n  \"message\": [\"one\", \"two\"]\n}"));

        assertThat(e).hasMessage(asked + "one; two (404)");
    }

    @Test
    void envelopeWithoutMessage() {
        StarwhaleException e = failure(
                StarwhaleException.class, Answer.json(500, "{\"code\":\"internalServerError\",\"message\":null}"));

        assertThat(e).hasMessage(asked + "it answered 500");
    }

    @Test
    void pageOfTheServletContainer() {
        StarwhaleException e = failure(StarwhaleException.class, Answer.html(500));

        assertThat(e)
                .isExactlyInstanceOf(StarwhaleException.class)
                .hasMessage(asked + "it answered an HTML page (500)");
        assertThat(e.httpStatus()).isEqualTo(500);
    }

    @Test
    void plainTextWithoutType() {
        UnavailableException e = failure(
                UnavailableException.class, Answer.of(503, null, "server is upgrading, web api are not ready now"));

        assertThat(e).hasMessage(asked + "server is upgrading, web api are not ready now (503)");
        assertThat(e.httpStatus()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void pageWhereADocumentBelongsIsNotAStarwhaleServer(int status) {
        ProtocolException e = failure(ProtocolException.class, Answer.html(status));

        assertThat(e)
                .hasMessage(asked + "it answered an HTML page (" + status
                        + "); is this the address of a Starwhale Server?");
        assertThat(e.httpStatus()).isEqualTo(status);
        assertThat(bench.server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void emptyAnswer(int status) {
        ProtocolException e = failure(ProtocolException.class, Answer.of(status, null, ""));

        assertThat(e).hasMessage(asked + "the answer is empty");
        assertThat(e.httpStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "[]",
                "\"x\"",
                "7",
                "null",
                "{\"code\":\"success\"}",
                "{\"code\":\"fail\",\"data\":{}}"
            })
    void documentThatIsNoEnvelope(String body) {
        ProtocolException e = failure(ProtocolException.class, Answer.json(200, body));

        assertThat(e).hasMessage(asked + "the answer is JSON, but not as a Starwhale Server writes it");
        assertThat(e.httpStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":\"success\",\"data\":{\"id\":\"3", "oneword", "{'a'"})
    void whatIsNoDocumentIsNotRepeatedInTheMessage(String body) {
        ProtocolException e = failure(ProtocolException.class, Answer.json(200, body));

        assertThat(e)
                .hasMessageStartingWith(asked + "the answer is cut off or is not JSON")
                .hasMessageNotContaining(body);
        assertThat(e.httpStatus()).isEqualTo(200);
    }

    @Test
    void jobWithoutIdentity() {
        ProtocolException e = failure(
                ProtocolException.class, Answer.json(200, "{\"code\":\"success\",\"message\":\"\",\"data\":null}"));

        assertThat(e).hasMessage(url + " tells of a job of project demo without its id");
    }

    @Test
    void megabyteOfMessageIsCut() {
        InvalidRequestException e = failure(
                InvalidRequestException.class,
                Answer.json(400, "{\"code\":\"x\",\"message\":\"" + "records ".repeat(200_000) + "\",\"data\":null}"));

        assertThat(e.getMessage())
                .startsWith(asked)
                .contains("records records records")
                .endsWith("... (400)")
                .hasSizeLessThan(asked.length() + 520);
    }

    private <T extends StarwhaleException> T failure(Class<T> type, Answer answer) {
        bench.answer("/job/3", answer);
        T e = catchThrowableOfType(type, () -> bench.job("3").info());
        assertThat(e).isNotNull();
        return e;
    }
}
