// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that a test starts in its own way. */
class RegisteredExtensionTest {

    @RegisterExtension
    final StarwhaleExtension starwhale = new StarwhaleExtension(StarwhaleServer.Builder::recorded);

    @Test
    void serverIsStartedAsSaid(StarwhaleServer server) {
        assertThat(Client.of(server).get("/project/demo/job/3").status()).isEqualTo(200);
    }
}
