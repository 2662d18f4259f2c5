// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Removed jobs, and the way back. */
class TrashTest {

    private static final String UUID = "bdbe759194fd4bc8bb308d849352498c";

    private final StarwhaleServer server = StarwhaleServer.builder()
            .clock(Clock.fixed(Instant.ofEpochMilli(1_795_332_257_500L), ZoneOffset.UTC))
            .recorded()
            .start();
    private final Client client = Client.of(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void trashEqualsTheRecordedOneToTheLetter() {
        Client.Result removed = client.delete("/project/2/job/7");

        assertThat(removed.body()).isEqualTo("{\"code\":\"success\",\"message\":\"Success\",\"data\":\"success\"}");
        assertThat(client.get("/project/2/trash?pageNum=1&pageSize=10").body())
                .isEqualTo(
                        "{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"total\":1,\"list\":[{\"id\":\"1\","
                                + "\"name\":\"bdbe759194fd4bc8bb308d849352498c\",\"type\":\"EVALUATION\",\"trashedTime\":1795332257000,"
                                + "\"size\":0,\"trashedBy\":\"starwhale\",\"lastUpdatedTime\":-1000,\"retentionTime\":1795332257000}],"
                                + "\"pageNum\":1,\"pageSize\":10,\"size\":1,\"startRow\":0,\"endRow\":10,\"pages\":1,\"prePage\":0,"
                                + "\"nextPage\":0,\"isFirstPage\":true,\"isLastPage\":true,\"hasPreviousPage\":false,"
                                + "\"hasNextPage\":false,\"navigatePages\":8,\"navigatepageNums\":[1],\"navigateFirstPage\":1,"
                                + "\"navigateLastPage\":1}}");
    }

    @Test
    void recoveredJobIsBackAndOutOfTheTrash() {
        client.delete("/project/2/job/6");
        client.delete("/project/2/job/7");
        Client.Result recovered = client.put("/project/2/trash/2", "");

        assertThat(recovered.status()).isEqualTo(200);
        assertThat(client.get("/project/2/job/" + UUID).status()).isEqualTo(200);
        assertThat(client.get("/project/2/trash").data().path("list"))
                .extracting(entry -> entry.path("id").asText())
                .containsExactly("1");
    }

    @Test
    void trashHasNumbersOfItsOwn() {
        client.delete("/project/2/job/7");
        Client.Result byJob = client.put("/project/2/trash/7", "");

        assertThat(byJob.status()).isEqualTo(400);
        assertThat(byJob.json().path("message").asText()).contains("Can not find trash");
        assertThat(client.get("/project/2/job/" + UUID).status()).isEqualTo(404);
    }
}
