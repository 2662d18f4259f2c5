// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each test has a server of its own, however it asks for it. */
@ExtendWith(StarwhaleExtension.class)
class StarwhaleExtensionTest {

    private static StarwhaleServer last;

    private StarwhaleServer server;
    private StarwhaleServer sawBefore;

    @BeforeEach
    void fieldIsThereBefore(StarwhaleServer parameter) {
        assertThat(parameter).isSameAs(server);
        sawBefore = parameter;
    }

    @AfterAll
    static void serversAreClosed() {
        assertThatThrownBy(() -> Client.of(last).sendOrFail(Client.of(last).request("/project")))
                .isInstanceOf(IOException.class);
    }

    @RepeatedTest(2)
    void eachTestHasAnEmptyServerOfItsOwn() {
        assertThat(server).isNotSameAs(last);
        last = server;
        assertThat(Client.of(server).get("/project").data().path("total").asInt())
                .isZero();
        server.addProject("demo");
        assertThat(Client.of(server).get("/project/demo").status()).isEqualTo(200);
    }

    @Test
    void parameterIsTheSameServer(StarwhaleServer parameter) {
        assertThat(parameter).isSameAs(server).isSameAs(sawBefore);
    }

    @Nested
    class Inside {

        private StarwhaleServer inner;

        @Test
        void nestedTestsHaveIt() {
            assertThat(inner).isNotNull().isSameAs(server);
        }
    }
}
