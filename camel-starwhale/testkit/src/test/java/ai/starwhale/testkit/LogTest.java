// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The logs of tasks that have ended. */
class LogTest {

    private final StarwhaleServer server = StarwhaleServer.builder().recorded().start();
    private final Client anonymous = Client.of(server, "");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void namesAndTextAreTheRecordedOnesAndNeedNoToken() {
        Client.Result names = anonymous.get("/log/offline/9");
        Client.Result text = anonymous.get("/log/offline/9/starwhale-run-9-1795331379511");

        assertThat(names.body())
                .isEqualTo(
                        "{\"code\":\"success\",\"message\":\"Success\",\"data\":[\"starwhale-run-9-1795331379511\"]}");
        assertThat(names.type()).isEqualTo("application/json");
        assertThat(text.type()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(text.response().headers().firstValue("Content-Length")).hasValue("325");
        assertThat(text.body())
                .startsWith("STDOUT: fake container for run 9 of task 9\nSTDOUT: entrypoint=None cmd=['run']\n")
                .endsWith("\nSTDOUT: exit 0\n");
    }

    @Test
    void taskThatNeverRanHasNone() {
        assertThat(anonymous.get("/log/offline/30").body())
                .isEqualTo("{\"code\":\"success\",\"message\":\"Success\",\"data\":[]}");
    }

    @Test
    void unknownTaskAndUnknownFile() {
        Client.Result task = anonymous.get("/log/offline/99999");
        Client.Result file = anonymous.get("/log/offline/9/nope");

        assertThat(task.status()).isEqualTo(500);
        assertThat(task.body())
                .isEqualTo("{\"code\":\"internalServerError\",\"message\":\"Cannot invoke"
                        + " \\\"ai.starwhale.mlops.domain.task.po.TaskEntity.getOutputPath()\\\" because"
                        + " \\\"taskById\\\" is null\",\"data\":null}");
        assertThat(file.status()).isEqualTo(500);
        assertThat(file.body())
                .isEqualTo("{\"code\":\"SYSTEM ERROR: DB\",\"message\":\"ERROR occurs while dealing with DB\\n"
                        + "read log path from db failed 9\",\"data\":null}");
    }

    @Test
    void everyRunThatEndedHasOne() {
        assertThat(anonymous.get("/log/offline/29").data()).hasSize(6);
        assertThat(anonymous.get("/log/offline/29").data().path(0).asText())
                .isEqualTo("starwhale-run-25-1795332365000");
        assertThat(anonymous
                        .get("/log/offline/29/starwhale-run-25-1795332365000")
                        .body())
                .isEqualTo("STDOUT: run 25 of task 29\n");
        assertThat(anonymous.get("/log/offline/51").data()).isEmpty();
    }

    @Test
    void logOfATest() {
        server.addLog("9", "a b/c", "hello\n");

        assertThat(anonymous.get("/log/offline/9").data()).hasSize(2);
        assertThat(anonymous.get("/log/offline/9/a%20b%2Fc").body()).isEqualTo("hello\n");
    }
}
