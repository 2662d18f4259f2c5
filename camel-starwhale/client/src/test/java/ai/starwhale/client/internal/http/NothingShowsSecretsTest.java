// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.internal.config.SwcliConfig;
import ai.starwhale.client.internal.config.SwcliInstance;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds a secret does not show it when it is written out. */
class NothingShowsSecretsTest {

    @Test
    void credentials() {
        assertThat(Credentials.token("Bearer canary-token")).hasToString("a token");
        assertThat(Credentials.user("ana", "canary-password")).hasToString("user ana");
        assertThat(Credentials.NONE).hasToString("no credentials");
    }

    @Test
    void calls() {
        assertThat(Call.form("log in", "/api/v1/login", "userPwd=canary-password"))
                .hasToString("POST /api/v1/login");
        assertThat(Call.change("create", "POST", "/job", "{\"devPassword\":\"canary-dev\"}"))
                .hasToString("POST /job");
    }

    @Test
    void proxies() {
        ProxySettings proxy = ProxySettings.OF_JAVA
                .withAddress(URI.create("http://proxy.test:3128"))
                .withLogin("ana", "canary-password");

        assertThat(proxy).hasToString("http://proxy.test:3128 as ana");
        assertThat(new HttpSettings(Timeouts.DEFAULT, null, proxy, null).toString())
                .doesNotContain("canary");
    }

    @Test
    void configurations() {
        SwcliInstance instance = new SwcliInstance("a", "https://a.test", "cloud", "canary-token", "demo");

        assertThat(instance).hasToString("a (https://a.test)");
        assertThat(new SwcliConfig(Path.of("config.yaml"), "a", Path.of("root"), Map.of("a", instance)))
                .hasToString(
                        "SwcliConfig[file=config.yaml, currentInstance=a, storageRoot=root, instances={a=a (https://a.test)}]");
    }
}
