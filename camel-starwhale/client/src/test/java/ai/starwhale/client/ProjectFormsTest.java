// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project in each of its forms, wherever one is accepted. */
class ProjectFormsTest {
    private final Bench bench = Bench.empty();
    private final Project demo = bench.server.addProject("demo");
    private final String there = bench.server.addJob(demo, JobScript.run()).uuid();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID",
                "demo",
                "demo/",
                "starwhale:demo",
                "project/demo",
                "URL/project/ID",
                "URL/project/demo/",
                "URL/project/starwhale:demo",
                "URL/project/starwhale%3Ademo",
                "URL/projects/ID",
                "URL/projects/demo/overview",
                "URL/projects/ID/evaluations/9/results?token=x#top",
                "cloud://server/project/demo",
                "cloud://server/projects/ID/evaluations",
                "server/project/ID",
                "server/project/starwhale:demo"
            })
    void everywhereAProjectIsAccepted(String form) throws IOException {
        demo.addModel("mnist", "evaluator:evaluate");
        demo.addRuntime("pytorch");
        demo.addDataset("digits");
        String project = form.replace("URL", bench.server.url()).replace("ID", demo.id());
        try (Starwhale client = client("")) {
            assertThat(client.jobs(project, PageRequest.of(1, 10)).items())
                    .extracting(JobInfo::uuid)
                    .containsExactly(there);
            assertThat(client.allJobs(project)).extracting(JobInfo::uuid).containsExactly(there);
            Job made = client.createJob(JobRequest.builder()
                    .project(project)
                    .model("mnist")
                    .runHandler("evaluator:evaluate")
                    .datasets("digits")
                    .runtime("pytorch")
                    .build());

            String uuid = made.info().uuid();
            assertThat(client.job(made.uri()).info().uuid()).isEqualTo(uuid);
            assertThat(client.allJobs(demo.id())).extracting(JobInfo::uuid).containsExactly(uuid, there);
        }
    }

    @Test
    void addressOfAnInstanceAloneIsItsSelectedProject() throws IOException {
        try (Starwhale client = client(", current_project: demo")) {
            for (String project : new String[] {null, "", "cloud://server", "cloud://server/", bench.server.url()}) {
                assertThat(client.allJobs(project)).extracting(JobInfo::project).containsExactly("demo");
            }
        }
    }

    private Starwhale client(String more) throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.yaml"),
                "current_instance: server\ninstances: {server: {uri: '" + bench.server.url()
                        + "', type: cloud, sw_token: " + Bench.TOKEN + more + "}}\n");
        return Starwhale.builder().swcliConfig(config).time(bench.time).build();
    }
}
