// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A job of a Standalone instance runs through the swcli of the option {@code swcli}. */
@DisabledOnOs(OS.WINDOWS)
class CreateOnStandaloneTest {
    private static final String MODEL = "hrskhwgsf4ynnoczcdtidkmui5aytamudz74shi6";

    @TempDir
    Path folder;

    private Path root;
    private Path swcli;
    private Path config;

    /** An instance with a model that has one handler, and a swcli that runs it. */
    @BeforeEach
    void standalone() throws IOException {
        root = folder.resolve("root");
        Path model = root.resolve("demo/model/mood");
        Path source = Files.createDirectories(model.resolve("hr/" + MODEL + ".swmp/src/.starwhale"));
        Files.writeString(model.resolve("_manifest.yaml"), "tags: {latest: " + MODEL + "}\n");
        Files.writeString(source.resolve("jobs.yaml"), "works:\n- {name: works, require_dataset: false}\n");
        config = Files.writeString(
                folder.resolve("config.yaml"),
                "version: '2.0'\ncurrent_instance: local\nstorage: {root: '" + root + "'}\n"
                        + "instances: {local: {uri: local, type: standalone, current_project: demo}}\n");
        swcli = folder.resolve("my-swcli");
        try (InputStream script = CreateOnStandaloneTest.class.getResourceAsStream("/swcli/fake-swcli")) {
            Files.copy(script, swcli);
        }
        assertThat(swcli.toFile().setExecutable(true)).isTrue();
    }

    private Exchange create(Path command) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleConfiguration options =
                    camel.getComponent("starwhale", StarwhaleComponent.class).getConfiguration();
            options.setSwcliConfig(config.toString());
            RouteBuilder.addRoutes(camel, route -> route.from("direct:in")
                    .to("starwhale:job?operation=create&await=true&awaitTimeout=1m&model=mood&runHandler=works"
                            + "&swcli=" + command));
            camel.start();
            return camel.createProducerTemplate().send("direct:in", message -> {});
        }
    }

    @Test
    void theGivenCommandRunsTheJob() throws Exception {
        Exchange exchange = create(swcli);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(JobInfo.class).status().name()).isEqualTo("SUCCESS");
        assertThat(root.resolve("started")).hasContent("works");
    }

    @Test
    void aCommandThatIsNotThereIsAMistake() throws Exception {
        Exchange exchange = create(folder.resolve("none"));

        assertThat(exchange.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(folder.resolve("none").toString());
    }
}
