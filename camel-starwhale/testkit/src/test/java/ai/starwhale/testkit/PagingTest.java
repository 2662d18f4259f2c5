// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of the job list, traps included. */
class PagingTest {

    private static StarwhaleServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = StarwhaleServer.start();
        client = Client.of(server);
        Project three = server.addProject("three");
        Project twelve = server.addProject("twelve");
        server.addProject("none");
        for (int i = 0; i < 12; i++) {
            server.addJob(twelve, JobScript.run());
        }
        for (int i = 0; i < 3; i++) {
            server.addJob(three, JobScript.run());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ObjectNode page(String path) {
        ObjectNode page = (ObjectNode) client.get(path).data();
        page.remove("list");
        return page;
    }

    @Test
    void pageFieldsEqualTheRecordedOnes() {
        ObjectNode recorded = (ObjectNode) Samples.json("job_list.json").path("data");
        recorded.remove("list");

        assertThat(page("/project/twelve/job?pageNum=1&pageSize=2")).isEqualTo(recorded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "three/job?pageNum=9&pageSize=2 | {'total':3,'pageNum':9,'pageSize':2,'size':0,'startRow':16,'endRow':18,'pages':2,'prePage':8,'nextPage':0,'isFirstPage':false,'isLastPage':false,'hasPreviousPage':true,'hasNextPage':false,'navigatePages':8,'navigatepageNums':[1,2],'navigateFirstPage':1,'navigateLastPage':2}",
                "three/job?pageNum=0&pageSize=2 | {'total':3,'pageNum':0,'pageSize':2,'size':0,'startRow':0,'endRow':0,'pages':2,'prePage':0,'nextPage':1,'isFirstPage':false,'isLastPage':false,'hasPreviousPage':false,'hasNextPage':true,'navigatePages':8,'navigatepageNums':[1,2],'navigateFirstPage':1,'navigateLastPage':2}",
                "three/job?pageNum=-1&pageSize=2 | {'total':3,'pageNum':-1,'pageSize':2,'size':0,'startRow':0,'endRow':0,'pages':2,'prePage':0,'nextPage':0,'isFirstPage':false,'isLastPage':false,'hasPreviousPage':false,'hasNextPage':true,'navigatePages':8,'navigatepageNums':[1,2],'navigateFirstPage':1,'navigateLastPage':2}",
                "three/job?pageNum=1&pageSize=0 | {'total':3,'pageNum':1,'pageSize':0,'size':0,'startRow':0,'endRow':0,'pages':0,'prePage':0,'nextPage':0,'isFirstPage':true,'isLastPage':true,'hasPreviousPage':false,'hasNextPage':false,'navigatePages':8,'navigatepageNums':[],'navigateFirstPage':0,'navigateLastPage':0}",
                "three/job?pageNum=1&pageSize=-1 | {'total':3,'pageNum':1,'pageSize':-1,'size':0,'startRow':0,'endRow':-1,'pages':0,'prePage':0,'nextPage':0,'isFirstPage':true,'isLastPage':true,'hasPreviousPage':false,'hasNextPage':false,'navigatePages':8,'navigatepageNums':[],'navigateFirstPage':0,'navigateLastPage':0}",
                "none/job/ | {'total':0,'pageNum':1,'pageSize':10,'size':0,'startRow':0,'endRow':10,'pages':0,'prePage':0,'nextPage':0,'isFirstPage':true,'isLastPage':true,'hasPreviousPage':false,'hasNextPage':false,'navigatePages':8,'navigatepageNums':[],'navigateFirstPage':0,'navigateLastPage':0}"
            })
    void oddPageEqualsTheRecordedOne(String path, String recorded) {
        assertThat(client.get("/project/" + path).data().path("list")).isEmpty();
        assertThat(page("/project/" + path)).isEqualTo(Json.parse(recorded.replace('\'', '"')));
    }

    @Test
    void blankNumbersMeanTheDefaults() {
        assertThat(page("/project/three/job?pageNum=&pageSize=")
                        .path("pageSize")
                        .asInt())
                .isEqualTo(10);
    }

    @Test
    void numbersThatAreNoneAreErrorsOfTheServer() {
        Client.Result page = client.get("/project/three/job?pageNum=abc");
        Client.Result version = client.get("/project/three/job?swmpId=foo");

        assertThat(page.status()).isEqualTo(500);
        assertThat(page.json().path("message").asText())
                .isEqualTo("Failed to convert value of type 'java.lang.String' to required type 'java.lang.Integer';"
                        + " nested exception is java.lang.NumberFormatException: For input string: \"abc\"");
        assertThat(version.status()).isEqualTo(500);
        assertThat(version.json().path("message").asText()).isEqualTo("Converting Error");
    }

    @Test
    void newestJobsComeFirstAndPinnedOnesBefore() {
        client.post("/project/twelve/job/4/pin", "{'pinned':true}");
        JsonNode list = client.get("/project/twelve/job?pageSize=3").data().path("list");
        client.post("/project/twelve/job/4/pin", "{'pinned':false}");

        assertThat(list).extracting(job -> job.path("id").asText()).containsExactly("4", "12", "11");
    }

    @Test
    void jobsOfOneModelVersionCanBeListed() {
        assertThat(page("/project/three/job?swmpId=999").path("total").asInt()).isZero();
        assertThat(page("/project/three/job?swmpId=2").path("total").asInt()).isEqualTo(3);
    }

    @Test
    void pagesOfALongListNavigateAroundTheirNumber() {
        JsonNode page = page("/project/twelve/job?pageNum=7&pageSize=1");

        assertThat(page.path("navigatepageNums")).isEqualTo(Json.parse("[3,4,5,6,7,8,9,10]"));
        assertThat(page.path("nextPage").asInt()).isEqualTo(8);
        assertThat(page.path("navigateLastPage").asInt()).isEqualTo(10);
    }
}
