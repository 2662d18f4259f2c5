// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out as the Authorization header, and to whom. */
class BearerTokenTest {
    private static final String EMPTY_LIST =
            "{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"list\":[],\"pages\":0,\"total\":0}}";

    @TempDir
    Path folder;

    private final HeaderServer server = server();

    private static HeaderServer server() {
        try {
            return new HeaderServer(200, "Content-Type", "application/json", EMPTY_LIST);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tokensAreSentWithOneBearerWhetherGivenWithItOrNot() {
        for (String given : new String[] {"canary-token", "Bearer canary-token", " Bearer canary-token\n"}) {
            try (Starwhale client = client().instance(server.url()).token(given).build()) {
                client.jobs("demo", PageRequest.of(1, 1));
            }
        }

        assertThat(server.authorizations())
                .containsExactly("Bearer canary-token", "Bearer canary-token", "Bearer canary-token");
    }

    @Test
    void tokenOfTheDefaultInstanceIsNotSentToAnother() {
        try (Starwhale client =
                client().instance("http://127.0.0.1:1").token("canary-token").build()) {
            client.jobs(server.url() + "/project/demo", PageRequest.of(1, 1));
        }

        assertThat(server.authorizations()).containsExactly("none");
    }

    @Test
    void aFullAddressNeedsNoDefaultInstance() {
        try (Starwhale client = client().build()) {
            client.jobs(server.url() + "/project/demo", PageRequest.of(1, 1));
        }

        assertThat(server.authorizations()).containsExactly("none");
    }

    @Test
    void tokenWithoutAnInstanceIsSentNowhere() {
        try (Starwhale client = client().token("canary-token").build()) {
            assertThatThrownBy(() -> client.jobs(server.url() + "/project/demo", PageRequest.of(1, 1)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("no instance is given, and swcli has none selected; give one such as 'https://host'");
        }

        assertThat(server.authorizations()).isEmpty();
    }

    @Test
    void everyAliasOfAServerHasItsOwnToken() throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), """
                current_instance: one
                instances:
                  one: {type: cloud, uri: '%1$s', sw_token: canary-one}
                  two: {type: cloud, uri: '%1$s', sw_token: Bearer canary-two}
                """.formatted(server.url()));
        try (Starwhale client = Starwhale.builder().swcliConfig(config).build()) {
            client.jobs("one/project/demo", PageRequest.of(1, 1));
            client.jobs("two/project/demo", PageRequest.of(1, 1));
            client.jobs("demo", PageRequest.of(1, 1));
            client.jobs(server.url() + "/project/demo", PageRequest.of(1, 1));
        }

        assertThat(server.authorizations())
                .containsExactly("Bearer canary-one", "Bearer canary-two", "Bearer canary-one", "Bearer canary-one");
    }

    private static Starwhale.Builder client() {
        return Starwhale.builder().swcliConfig(Bench.NO_CONFIG);
    }
}
