// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At which requests something goes wrong, and how often. */
class FaultsTest {

    private final StarwhaleServer server = StarwhaleServer.builder().recorded().start();
    private final Client client = Client.of(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Integer> statuses(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> client.get("/project/2").status())
                .toList();
    }

    @Test
    void itHappensAtEveryRequestIfNothingIsSaid() {
        Fault fault = server.faults().onAny().answer(Answer.error(503));

        assertThat(statuses(3)).containsExactly(503, 503, 503);
        assertThat(fault.hits()).isEqualTo(3);
    }

    @Test
    void itHappensSoOften() {
        Fault fault = server.faults().onAny().times(2).answer(Answer.error(503));

        assertThat(statuses(4)).containsExactly(503, 503, 200, 200);
        assertThat(fault.hits()).isEqualTo(2);
    }

    @Test
    void itHappensToAPathThatTheClientEncodes() {
        Fault fault = server.faults().on("GET", "/project/starwhale:demo").answer(Answer.error(503));

        assertThat(client.get("/project/starwhale%3Ademo").status()).isEqualTo(503);
        assertThat(client.get("/project/starwhale:demo").status()).isEqualTo(503);
        assertThat(fault.hits()).isEqualTo(2);
    }

    @Test
    void itHappensAfterSomeRequests() {
        server.faults().onAny().after(1).times(1).answer(Answer.error(503));

        assertThat(statuses(3)).containsExactly(200, 503, 200);
    }

    @Test
    void oneComesAfterTheOther() {
        server.faults().onAny().times(1).answer(Answer.error(502));
        server.faults().onAny().times(1).answer(Answer.error(504));

        assertThat(statuses(3)).containsExactly(502, 504, 200);
    }

    @Test
    void itHappensAtTheRequestsThatAreMeant() {
        server.faults().on("GET", "/project/*").answer(Answer.error(503));
        server.faults().on(request -> request.body().contains("nosuch")).answer(Answer.error(500));

        assertThat(client.get("/project/2").status()).isEqualTo(503);
        assertThat(client.get("/project").status()).isEqualTo(200);
        assertThat(client.get("/project/2/job").status()).isEqualTo(200);
        assertThat(client.post("/datastore/listTables", "{'prefixes':['nosuch']}")
                        .status())
                .isEqualTo(500);
    }

    @Test
    void nothingHappensWithoutAWord() {
        Fault fault = server.faults().onAny();

        assertThat(statuses(1)).containsExactly(200);
        assertThat(fault.hits()).isZero();
    }

    @Test
    void allCanBeCleared() {
        server.faults().onAny().answer(Answer.error(503));
        server.faults().clear();

        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void interceptorComesFirst() {
        Fault fault = server.faults().onAny().answer(Answer.error(503));
        server.intercept(request -> Answer.error(502));

        assertThat(statuses(1)).containsExactly(502);
        assertThat(fault.hits()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/project/2/job, true",
        "/project/*/job, true",
        "/project/**, true",
        "/**, true",
        "/project/2, false",
        "/project/2/job/*, false",
        "/project/*, false",
        "/projects/**, false",
        "/project/2/job/, false"
    })
    void pathsArePatterns(String pattern, boolean matches) {
        RecordedRequest request = new RecordedRequest("GET", "/api/v1/project/2/job", "pageNum=1", "");

        assertThat(request.is("GET", pattern)).isEqualTo(matches);
        assertThat(request.is("POST", pattern)).isFalse();
    }

    @Test
    void storeOfBlobsHasPathsOfItsOwn() {
        assertThat(new RecordedRequest("GET", "/obj-store/a/b/1", "sign=x", "").is("GET", "/obj-store/**"))
                .isTrue();
    }
}
