// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.AmbiguousException;
import ai.starwhale.client.ConflictException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.http.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which job is meant, and how it is removed and recovered. */
class JobLookupTest {
    private static final String FIRST = "xm5wnup7gxi3nuwlvbrnr2umnhfoqmyyrlzpfknf";
    private static final String SECOND = "xm5wnabcgxi3nuwlvbrnr2umnhfoqmyyrlzpfknf";

    @TempDir
    private Path root;

    private final Set<String> running = new HashSet<>();
    private StandaloneInstance instance;

    @BeforeEach
    void unpack() {
        RecordedInstance.copyJobsTo(root);
        instance = RecordedInstance.at(root, RecordedInstance.running(running::contains), Time.SYSTEM);
    }

    @AfterEach
    void close() {
        instance.close();
    }

    private static JobRef job(String text) {
        return new JobRef(null, text);
    }

    @Test
    void theBeginningOfAVersionIsEnough() {
        assertThat(instance.info(job("xm5wnu")).id()).isEqualTo(FIRST);
        assertThat(instance.info(job("f")).id()).startsWith("fdcy");
        assertThat(instance.info(new JobRef("proj2", "p2both")).project()).isEqualTo("proj2");
        assertThat(instance.address(job("xm5wnu"))).isEqualTo("local/project/self/job/xm5wnu");
    }

    @Test
    void severalAreNamed() {
        assertThatExceptionOfType(AmbiguousException.class)
                .isThrownBy(() -> instance.info(job("xm5wn")))
                .withMessage("job 'xm5wn' of project 'self' in " + root + " may be any of [" + SECOND + ", " + FIRST
                        + "]; give more of its version");
    }

    @Test
    void aWholeVersionIsOneJobWhateverOthersBeginSo() throws IOException {
        Files.createDirectories(root.resolve("self/job/xm/" + FIRST + "x"));

        assertThat(instance.info(job(FIRST)).id()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xm*",
                "xm5wnup?",
                "[x]m5wnup",
                "../self",
                "xm/xm5wnup",
                ".recover",
                "toy",
                "XM5WNUP",
                "hrskhwgsf4yn",
                " xm5wnu",
                "xm5wnup7gxi3nuwlvbrnr2umnhfoqmyyrlzpfknf/"
            })
    void nothingElseIsAJob(String text) {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> instance.info(job(text)))
                .withMessage("job '" + text + "' of project 'self' in " + root + " does not exist");
    }

    @Test
    void whatIsInTheMiddleOfAVersionIsNotItsBeginning() throws IOException {
        Files.createDirectories(root.resolve("self/job/xm/xmaaxmbb"));

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> instance.info(job("xmbb")));
        assertThat(instance.info(job("xmaa")).id()).isEqualTo("xmaaxmbb");
    }

    @Test
    void noNameIsNoJob() {
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> instance.info(job("")));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> instance.actions().remove(job("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", ".datastore", "self/job", "/etc", "a\\b", "none", "../self", "self\0"})
    void aProjectIsAFolderOfTheRoot(String project) {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> instance.info(new JobRef(project, "xm5wnup")))
                .withMessage("project '" + project + "' is not in " + root + "; there are [nope, proj2, self]");
    }

    @Test
    void aRemovedJobIsOnlyFoundToBeRecovered() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> instance.info(job("removed7")))
                .withMessageEndingWith("does not exist; it was removed, and can be recovered");

        instance.actions().recover(job("removed7"));

        assertThat(instance.info(job("removed7")).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(instance.list(null, PageRequest.of(1, 100)).total()).isEqualTo(23);
    }

    @Test
    void removingMovesToWhereSwcliRecoversFrom() throws IOException {
        instance.actions().remove(job("xm5wnup"));

        assertThat(root.resolve("self/job/xm/" + FIRST)).doesNotExist();
        assertThat(root.resolve("self/job/.recover/xm/" + FIRST + "/_manifest.yaml"))
                .exists();
        assertThat(instance.info(job("xm5wn")).id()).isEqualTo(SECOND);

        instance.actions().recover(job(FIRST));

        assertThat(root.resolve("self/job/xm/" + FIRST + "/_manifest.yaml")).exists();
        assertThat(root.resolve("self/job/.recover/xm/" + FIRST)).doesNotExist();
        assertThat(instance.tables(job(FIRST))).containsExactly("curve/train", "curve/val", "results");
    }

    @Test
    void nothingIsOverwrittenByAMove() throws IOException {
        Path target = Files.createDirectories(root.resolve("self/job/.recover/xm/" + FIRST));

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> instance.actions().remove(job(FIRST)))
                .withMessageContaining(target + " exists");
        assertThat(target).isEmptyDirectory();
        assertThat(instance.info(job(FIRST)).id()).isEqualTo(FIRST);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> instance.actions().recover(job(FIRST)))
                .withMessageContaining("exists");
    }

    @Test
    void onlyWhatExistsIsRemovedAndOnlyWhatWasRemovedRecovered() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> instance.actions().remove(new JobRef("nope", "typo")));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> instance.actions().recover(job(FIRST)))
                .withMessageEndingWith("does not exist among those that were removed");
        assertThatExceptionOfType(AmbiguousException.class)
                .isThrownBy(() -> instance.actions().recover(job("re")))
                .withMessageContaining("recovered7")
                .withMessageContaining("removed7");
        assertThat(instance.list("nope", PageRequest.of(1, 10)).total()).isEqualTo(1);
    }

    @Test
    void aJobThatRunsIsListedFirstAndNotRemoved() {
        String version = "4dylwk2h2ptkvkxme4t47bpq2fsmfkedguu2q4la";
        running.add(version);

        assertThat(instance.info(job("4dyl")).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(instance.list(null, PageRequest.of(1, 1)).items().get(0).id())
                .isEqualTo(version);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> instance.actions().remove(job("4dyl")))
                .withMessageContaining("while it runs");
    }

    @Test
    void whatAStandaloneInstanceCannotDoIsSaid() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> instance.actions().pause(job(FIRST)))
                .withMessage("a Standalone instance cannot pause a job; it can cancel, remove and recover one");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> instance.records().events(job(FIRST)))
                .withMessageContaining("keeps no events");
    }
}
