// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwcliConfigTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatSwcliWrote() {
        SwcliConfig config = SwcliConfig.read(Path.of("src", "test", "resources", "swcli", "current-mycloud.yaml"));

        assertThat(config.currentInstance()).isEqualTo("mycloud");
        assertThat(config.instances()).containsOnlyKeys("local", "mycloud", "myserver", "slashed", "twin1", "twin2");
        assertThat(config.instances())
                .containsEntry(
                        "mycloud",
                        new SwcliInstance(
                                "mycloud", "https://cloud.starwhale.test", "cloud", "tok-cloud", "starwhale:public"))
                .containsEntry(
                        "myserver",
                        new SwcliInstance("myserver", "http://127.0.0.1:18971", "cloud", "tok-server", null))
                .containsEntry("local", new SwcliInstance("local", "local", "standalone", null, "self"));
        assertThat(config.instances().get("local").isStandalone()).isTrue();
        assertThat(config.instances().get("mycloud").isStandalone()).isFalse();
    }

    @Test
    void fileThatDoesNotExistKnowsNothing() {
        assertThat(SwcliConfig.read(folder.resolve("none.yaml"), Map.of(), folder))
                .isEqualTo(nothing("none.yaml"));
    }

    @Test
    void fileWithoutInstancesKnowsNothing() throws IOException {
        for (String text : new String[] {"", "# nothing", "[]", "text", "instances:", "instances: [a]"}) {
            assertThat(SwcliConfig.read(write(text), Map.of(), folder)).isEqualTo(nothing("config.yaml"));
        }
    }

    @Test
    void whatIsNoTextIsNotThere() throws IOException {
        for (String value : new String[] {"~", "' '", "", "[a]", "{a: b}"}) {
            Path file = write("current_instance: " + value + "\ninstances: {a: {sw_token: " + value + "}}");

            SwcliConfig config = SwcliConfig.read(file, Map.of(), folder);

            assertThat(config.currentInstance()).as(value).isNull();
            assertThat(config.instances()).containsOnly(Map.entry("a", new SwcliInstance("a", "a", null, null, null)));
        }
    }

    @Test
    void standaloneIsWhatIsSaidToBeOrHasNoAddress() {
        assertThat(new SwcliInstance("here", "here", "standalone", null, null).isStandalone())
                .isTrue();
        assertThat(new SwcliInstance("here", "local", null, null, null).isStandalone())
                .isTrue();
        assertThat(new SwcliInstance("there", "https://there.test", null, null, null).isStandalone())
                .isFalse();
    }

    @Test
    void instanceIsShownWithoutItsToken() {
        assertThat(new SwcliInstance("there", "https://there.test", "cloud", "canary-token", "demo"))
                .hasToString("there (https://there.test)");
    }

    @Test
    void brokenFileIsNotQuoted() throws IOException {
        Path file = write("instances:\n  a:\n    sw_token: canary-token\n   b: {\n");

        InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, () -> SwcliConfig.read(file));

        assertThat(e)
                .hasMessageMatching(
                        "swcli's configuration \\Q" + file + "\\E cannot be read: it is not YAML at line [45]")
                .hasNoCause();
    }

    @Test
    void folderInPlaceOfTheFile() {
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> SwcliConfig.read(folder)))
                .hasMessageStartingWith("swcli's configuration " + folder + " cannot be read: ");
    }

    @Test
    void fileOfAnotherVersionIsNotUsedAsSwcliDoesNotEither() throws IOException {
        for (String version : new String[] {"'1.0'", "3", "2.01"}) {
            Path file = write("version: " + version + "\ncurrent_instance: a\nstorage: {root: /elsewhere}\n"
                    + "instances: {a: {uri: 'https://a.test', sw_token: canary-token}}\n");

            assertThat(SwcliConfig.read(file, Map.of(), folder)).isEqualTo(nothing("config.yaml"));
        }
        Path unquoted = write("version: 2.0\ncurrent_instance: a");

        assertThat(SwcliConfig.read(unquoted, Map.of(), folder).currentInstance())
                .isEqualTo("a");
    }

    @Test
    void storageIsThatOfTheEnvironmentElseOfTheFileElseOfSwcli() throws IOException {
        Path file = write("version: '2.0'\nstorage: {root: /data/starwhale}");
        Map<String, String> environment = Map.of("SW_LOCAL_STORAGE", "/mnt/starwhale");

        assertThat(SwcliConfig.read(file, environment, folder).storageRoot()).isEqualTo(Path.of("/mnt/starwhale"));
        assertThat(SwcliConfig.read(file, Map.of(), folder).storageRoot()).isEqualTo(Path.of("/data/starwhale"));
        assertThat(SwcliConfig.read(file, Map.of("SW_LOCAL_STORAGE", ""), folder)
                        .storageRoot())
                .isEqualTo(Path.of("/data/starwhale"));
        Path none = folder.resolve("none.yaml");
        assertThat(SwcliConfig.read(none, environment, folder).storageRoot()).isEqualTo(Path.of("/mnt/starwhale"));
        assertThat(SwcliConfig.read(none, Map.of(), folder).storageRoot()).isEqualTo(folder.resolve(".starwhale"));
    }

    @Test
    void storageThatIsNoPath() throws IOException {
        Path file = write("storage: {root: \"a\\0b\"}");

        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> SwcliConfig.read(file, Map.of(), folder)))
                .hasMessage(
                        "storage.root in swcli's configuration " + file + " is not a path: Nul character not allowed");
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> SwcliConfig.read(
                                folder.resolve("none.yaml"), Map.of("SW_LOCAL_STORAGE", "a\0b"), folder)))
                .hasMessage("the environment variable SW_LOCAL_STORAGE is not a path: Nul character not allowed");
    }

    @Test
    void isWhereSwcliLooksForIt() {
        Path home = Path.of("/home/u");

        assertThat(SwcliConfig.defaultPath(Map.of(), home)).isEqualTo(Path.of("/home/u/.config/starwhale/config.yaml"));
        assertThat(SwcliConfig.defaultPath(Map.of("SW_CLI_CONFIG", " "), home))
                .isEqualTo(Path.of("/home/u/.config/starwhale/config.yaml"));
        assertThat(SwcliConfig.defaultPath(Map.of("SW_CLI_CONFIG", "/etc/sw.yaml"), home))
                .isEqualTo(Path.of("/etc/sw.yaml"));
    }

    private SwcliConfig nothing(String file) {
        return new SwcliConfig(folder.resolve(file), null, folder.resolve(".starwhale"), Map.of());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }
}
