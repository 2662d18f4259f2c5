// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code project} in each of its forms, beside a job that is a number. */
class ProjectFormsTest {
    private final Fixture fixture = new Fixture();
    private final AddedJob job = fixture.server.addJob(fixture.demo, JobScript.run());

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "demo/",
                "ID",
                "starwhale:demo",
                "project/demo",
                "URL/project/demo",
                "URL/project/demo/",
                "URL/projects/ID",
                "URL/projects/ID/",
                "URL/projects/ID/evaluations/9/results?token=x#top"
            })
    void jobOfTheProject(String form) {
        String project = form.replace("URL", fixture.server.url()).replace("ID", fixture.demo.id());

        Exchange exchange =
                fixture.send("starwhale:job?operation=get&project=RAW(" + project + ")&job=" + job.id(), message -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(StarwhaleConstants.JOB_UUID)).isEqualTo(job.uuid());
        exchange = fixture.send("starwhale:job?operation=list&project=RAW(" + project + ")", message -> {});
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody().toString()).contains(job.uuid());
    }
}
