// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.RecordedRequest;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that is named without its project, on a Server of which swcli has none selected. */
class JobWithoutProjectTest {
    private final Bench bench = Bench.empty();
    private final String url = bench.server.url();
    private final String first = bench.server.addProject("first").id();
    private final AddedJob elsewhere = bench.server.addJob(bench.server.project("first"), JobScript.run());
    private final String second = bench.server.addProject("second").id();
    private final AddedJob job = bench.server.addJob(bench.server.project("second"), JobScript.run());
    private final String third = bench.server.addProject("bob:third").id();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s/job/ID", "%s/job/UUID", "%s/job/ID/", "job/ID", "ID", "UUID"})
    void isFoundInTheProjectThatHasIt(String form) {
        Job named =
                bench.client.job(form.formatted(url).replace("UUID", job.uuid()).replace("ID", job.id()));

        JobInfo info = named.info();

        assertThat(info.uuid()).isEqualTo(job.uuid());
        assertThat(info.project()).isEqualTo(second);
        assertThat(info.uri()).isEqualTo(url + "/project/" + second + "/job/" + job.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud://server/job/ID", "server/job/ID", "server://server/job/ID", "ID"})
    void isFoundByAnAlias(String form) throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.yaml"),
                "version: '2.0'\ncurrent_instance: server\ninstances: {server: {uri: '" + url
                        + "', type: cloud, sw_token: " + Bench.TOKEN + "}}\n");
        try (Starwhale client = Starwhale.builder().swcliConfig(config).build()) {
            assertThat(client.job(form.replace("ID", job.id())).info().project())
                    .isEqualTo(second);
        }
    }

    @Test
    void isLookedForOnceForTheLifeOfTheClient() {
        Job named = bench.client.job(job.id());

        named.info();

        List<String> search = List.of(
                "/project",
                "/project/" + first + "/job/" + job.id(),
                "/project/" + second + "/job/" + job.id(),
                "/project/" + third + "/job/" + job.id());
        assertThat(paths().subList(0, 4)).isEqualTo(search);
        assertThat(paths()).hasSize(5).endsWith("/project/" + second + "/job/" + job.id());
        bench.server.clearRequests();

        named.info();
        bench.client.job("job/" + job.id()).info();
        assertThat(paths())
                .containsOnly("/project/" + second + "/job/" + job.id())
                .hasSize(2);
        bench.server.clearRequests();

        named.tables();
        named.summary();
        assertThat(paths()).doesNotContain("/project").doesNotContain("/project/" + second);
    }

    @Test
    void addressIsWithoutProjectUntilThatIsKnown() {
        Job named = bench.client.job(job.id());

        assertThat(named.uri()).isEqualTo(url + "/job/" + job.id());
        assertThat(named).hasToString(url + "/job/" + job.id());
        assertThat(bench.server.requests()).isEmpty();

        named.status();

        assertThat(named.uri()).isEqualTo(url + "/project/" + second + "/job/" + job.id());
    }

    @Test
    void jobThatNoProjectHas() {
        NotFoundException e = catchThrowableOfType(
                NotFoundException.class, () -> bench.client.job("999").info());

        assertThat(e)
                .hasMessage("job 999 is in no project of " + url
                        + " that this user can see (3 looked at); name its project as in '" + url
                        + "/project/demo/job/999'");
    }

    @Test
    void onlyProjectsThatTheUserCanSeeAreLookedAt() {
        try (Starwhale bob = bench.builder().login("bob", Bench.PASSWORD).build()) {
            NotFoundException e = catchThrowableOfType(
                    NotFoundException.class, () -> bob.job(job.id()).info());

            assertThat(e)
                    .hasMessageStartingWith("job " + job.id() + " is in no project of " + url
                            + " that this user can see (1 looked at); ");
        }
    }

    @Test
    void projectThatMayNotBeReadIsNoReasonNotToLookIntoTheOthers() {
        bench.server.intercept(request -> request.path().contains("/project/" + first + "/job/")
                ? Answer.json(403, "{\"code\":\"accessDenied\",\"message\":\"Access is denied\",\"data\":null}")
                : null);

        assertThat(bench.client.job(job.id()).info().project()).isEqualTo(second);
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> bench.client.job("999").info()))
                .hasMessageContaining("(3 looked at, 1 of which may not be read); name its project");
    }

    @Test
    void jobThatSeveralProjectsHave() {
        bench.server.intercept(request -> request.path().endsWith("/project/" + third + "/job/" + job.id())
                ? Answer.json(200, "{\"code\":\"success\",\"message\":\"Success\",\"data\":{}}")
                : null);

        AmbiguousException e = catchThrowableOfType(
                AmbiguousException.class, () -> bench.client.job(job.id()).info());

        assertThat(e)
                .hasMessage("job " + job.id() + " is in several projects of " + url + ": " + second + ", " + third
                        + "; name the one that is meant, as in '" + url + "/project/" + second + "/job/" + job.id()
                        + "'");
    }

    @Test
    void failureOfOneProjectIsNotTakenForAnAnswer() {
        bench.answer("/project/" + second + "/job/" + job.id(), Answer.json(500, "{\"message\":\"out of order\"}"));
        Job named = bench.client.job(job.id());

        StarwhaleException e = catchThrowableOfType(StarwhaleException.class, named::info);

        assertThat(e).hasMessage("cannot find the project of job " + job.id() + " on " + url + ": out of order (500)");
        bench.server.intercept(null);
        assertThat(named.info().project()).isEqualTo(second);
    }

    @Test
    void wordThatIsNoJobOfAServerIsNotLookedFor() {
        InvalidRequestException e = catchThrowableOfType(
                InvalidRequestException.class, () -> bench.client.job("xm5wn").info());

        assertThat(e)
                .hasMessage("'xm5wn' is not a job of a Server: a number such as 3 or a uuid of 32 hexadecimal digits is"
                        + " expected");
        assertThat(bench.server.requests()).isEmpty();
    }

    @Test
    void selectedProjectIsTheOnlyOneThatIsLookedAt() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.yaml"),
                "instances: {server: {uri: '" + url + "', type: cloud, current_project: first}}\n");
        try (Starwhale client = Starwhale.builder()
                .instance(url)
                .token(Bench.TOKEN)
                .swcliConfig(config)
                .build()) {
            assertThat(client.job(elsewhere.id()).info().project()).isEqualTo("first");
            NotFoundException e =
                    catchThrowableOfType(NotFoundException.class, () -> client.job(url + "/job/" + job.id())
                            .info());

            assertThat(e)
                    .hasMessage("cannot get job " + job.id() + " of project first on " + url
                            + ": Resource is not found Starwhale Bundle " + job.id() + " (404)");
            assertThat(paths()).doesNotContain("/project").hasSize(2);
        }
    }

    private List<String> paths() {
        return bench.server.requests().stream()
                .map(RecordedRequest::path)
                .map(path -> path.replace("/api/v1", ""))
                .toList();
    }
}
