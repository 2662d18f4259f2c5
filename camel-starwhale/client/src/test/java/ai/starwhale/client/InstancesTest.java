// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which instance and project a name means, with what swcli knows. Nothing here connects to anything. */
class InstancesTest {
    private static final Path CONFIGS = Path.of("src", "test", "resources", "swcli");

    @ParameterizedTest
    @CsvSource({
        "3, https://cloud.starwhale.test/project/starwhale:public/job/3",
        "job/3, https://cloud.starwhale.test/project/starwhale:public/job/3",
        "project/demo/job/3, https://cloud.starwhale.test/project/demo/job/3",
        "cloud://mycloud/job/3, https://cloud.starwhale.test/project/starwhale:public/job/3",
        "https://cloud.starwhale.test:443/job/3, https://cloud.starwhale.test/project/starwhale:public/job/3",
        "https://CLOUD.starwhale.test/projects/1/jobs/3, https://cloud.starwhale.test/project/1/job/3",
        "myserver/project/demo/job/3, http://127.0.0.1:18971/project/demo/job/3",
        "slashed/job/3, http://slash.starwhale.test/project/1/job/3",
        "http://slash.starwhale.test/job/3, http://slash.starwhale.test/project/1/job/3",
        "twin2/project/demo/job/3, http://twin.starwhale.test/project/demo/job/3",
        "http://other.test:80/project/demo/job/3, http://other.test/project/demo/job/3",
        "host:8082/project/demo/job/3, https://host:8082/project/demo/job/3",
        "127.0.0.1:18971/project/demo/job/3, http://127.0.0.1:18971/project/demo/job/3",
        "cloud.starwhale.test/job/3, https://cloud.starwhale.test/project/starwhale:public/job/3"
    })
    void namesMeanWhatSwcliSays(String name, String address) {
        try (Starwhale client = client("current-mycloud")) {
            assertThat(client.job(name).uri()).isEqualTo(address);
            assertThat(client.job(name)).hasToString(address);
        }
    }

    @Test
    void builderOverridesTheCurrentInstance() {
        try (Starwhale client = Starwhale.builder()
                .swcliConfig(CONFIGS.resolve("current-local.yaml"))
                .instance("slashed")
                .build()) {
            assertThat(client.job("3").uri()).isEqualTo("http://slash.starwhale.test/project/1/job/3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mycloud, https://cloud.starwhale.test",
        "' mycloud ', https://cloud.starwhale.test",
        "cloud://mycloud, https://cloud.starwhale.test",
        "CLOUD://mycloud/, https://cloud.starwhale.test",
        "server://mycloud, https://cloud.starwhale.test",
        "HTTPS://CLOUD.starwhale.test:443/, https://cloud.starwhale.test",
        "'', http://127.0.0.1:18971",
        "' ', http://127.0.0.1:18971"
    })
    void builderTakesAnyNameOfAnInstance(String name, String address) {
        try (Starwhale client = Starwhale.builder()
                .swcliConfig(CONFIGS.resolve("current-myserver.yaml"))
                .instance(name)
                .build()) {
            assertThat(client.job("project/1/job/3").uri()).isEqualTo(address + "/project/1/job/3");
        }
    }

    @Test
    void ofSeveralAliasesOfAnAddressTheDefaultInstanceIsMeantElseTheFirst(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), """
                current_instance: two
                instances:
                  one: {uri: 'https://twin.test', type: cloud, current_project: of-one}
                  two: {uri: 'https://twin.test', type: cloud, current_project: of-two}
                  other: {uri: 'https://other.test', type: cloud}
                """);
        for (String[] expected : new String[][] {
            {null, "of-two"},
            {"cloud://one", "of-one"},
            {"two", "of-two"},
            {"https://twin.test", "of-one"},
            {"other", "of-one"}
        }) {
            try (Starwhale client =
                    Starwhale.builder().swcliConfig(file).instance(expected[0]).build()) {
                assertThat(client.job("https://twin.test/job/3").uri())
                        .isEqualTo("https://twin.test/project/" + expected[1] + "/job/3");
            }
        }
    }

    @Test
    void instanceWithoutASelectedProject() {
        try (Starwhale client = client("current-myserver")) {
            for (String project : new String[] {null, " ", "http://127.0.0.1:18971", "cloud://myserver"}) {
                assertThatThrownBy(() -> client.jobs(project, PageRequest.of(1, 1)))
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessage(
                                "no project is given, and none is selected for http://127.0.0.1:18971; give one such as"
                                        + " 'demo' or 'http://127.0.0.1:18971/project/demo'");
            }
        }
    }

    @Test
    void standaloneInstance() {
        try (Starwhale client = client("current-local")) {
            for (String name : new String[] {"xm5wn", "local/project/self/job/xm5wn", "cloud://local/job/xm5wn"}) {
                assertThat(client.job(name).uri()).isEqualTo("local/project/self/job/xm5wn");
            }
        }
        try (Starwhale client = Starwhale.builder().swcliConfig(Bench.NO_CONFIG).build()) {
            assertThat(client.job("local/project/demo/job/xm5wn").uri()).isEqualTo("local/project/demo/job/xm5wn");
        }
    }

    @Test
    void unknownAliasIsToldTheKnownOnes() {
        try (Starwhale client = client("current-local")) {
            assertThat(refusal(client, "mycluod/project/1/job/3"))
                    .hasMessage("instance 'mycluod' is not known; expected an address such as 'https://host', or one of"
                            + " swcli's [local, mycloud, myserver, slashed, twin1, twin2]");
        }
    }

    @Test
    void nothingIsKnownAtAll() {
        try (Starwhale client = Starwhale.builder().swcliConfig(Bench.NO_CONFIG).build()) {
            assertThat(refusal(client, "3"))
                    .hasMessage("no instance is given, and swcli has none selected; give one such as 'https://host'");
        }
    }

    @Test
    void whatIsNoAddressIsNotRepeatedForItMayHoldAPassword() {
        for (String given : new String[] {
            "https://user:canary-pw@host",
            "canary-pw.x y",
            "ftp://canary-pw",
            "https:canary-pw",
            "user:canary-pw@host",
            "canary-pw@host",
            "cloud://"
        }) {
            try (Starwhale client = Starwhale.builder()
                    .swcliConfig(Bench.NO_CONFIG)
                    .instance(given)
                    .build()) {
                assertThat(refusal(client, "3"))
                        .hasMessage(
                                "the address of an instance is expected to be like 'https://host' or"
                                        + " 'http://host:8082', without user and password, and without an underscore in the host's name")
                        .hasNoCause();
            }
        }
    }

    @Test
    void mistakeInOneEntryOfTheConfigurationDoesNotHideTheOthers(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.yaml"),
                "instances: {bad: {uri: 'no address', type: cloud, current_project: bad},"
                        + " here: {uri: 'https://good.test', type: standalone, current_project: self},"
                        + " good: {uri: 'https://good.test', type: cloud, current_project: good}}");
        try (Starwhale client = Starwhale.builder().swcliConfig(file).build()) {
            assertThat(client.job("https://good.test/job/3").uri()).isEqualTo("https://good.test/project/good/job/3");
        }
    }

    @Test
    void hostThatIsKnownWithTlsAndWithoutIsAskedWithIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.yaml"),
                "instances: {plain: {uri: 'http://both.test', type: cloud, current_project: plain},"
                        + " safe: {uri: 'https://both.test', type: cloud, current_project: safe}}");
        try (Starwhale client = Starwhale.builder().swcliConfig(file).build()) {
            assertThat(client.job("both.test/job/3").uri()).isEqualTo("https://both.test/project/safe/job/3");
        }
    }

    @Test
    void configurationIsReadOnce(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.yaml"), "{current_instance: a, instances: {a: {uri: 'https://a.test'}}}");
        try (Starwhale client = Starwhale.builder().swcliConfig(file).build()) {
            assertThat(client.job("project/demo/job/3").uri()).startsWith("https://a.test/");

            Files.writeString(file, "{current_instance: b, instances: {b: {uri: 'https://b.test'}}}");

            assertThat(client.job("project/demo/job/3").uri()).startsWith("https://a.test/");
        }
    }

    @Test
    void closedClientSaysSo() {
        Starwhale client = client("current-mycloud");
        client.close();
        client.close();

        assertThatThrownBy(() -> client.job("3"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this client is closed");
    }

    private static Starwhale client(String config) {
        return Starwhale.builder()
                .swcliConfig(CONFIGS.resolve(config + ".yaml"))
                .build();
    }

    private static InvalidRequestException refusal(Starwhale client, String name) {
        return catchThrowableOfType(InvalidRequestException.class, () -> client.job(name));
    }
}
