// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.JobRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One job that cannot be read does not hide the others, as it does in the SDK. */
class DamagedJobsTest {
    private static final JobRef BAD = new JobRef(null, "bad");

    @TempDir
    private Path root;

    private StandaloneInstance instance;

    @BeforeEach
    void write() throws IOException {
        write("good", "created_at: 2026-11-22 07:15:34 UTC\nfinished_at: 2026-11-22 07:15:35 UTC\nstatus: failed\n");
        instance = RecordedInstance.at(root);
    }

    @AfterEach
    void close() {
        instance.close();
    }

    private Path write(String version, String manifest) throws IOException {
        Path folder = Files.createDirectories(root.resolve("self/job/" + version.substring(0, 2) + "/" + version));
        return Files.writeString(folder.resolve("_manifest.yaml"), manifest);
    }

    private List<JobInfo> list() {
        return instance.list(null, PageRequest.of(1, 10)).items();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no yaml: [",
                "- 1\n- 2",
                "status:",
                "status: [a]",
                "created_at: 1",
                "\u0000",
                "a: &a [*a, *a]\n",
                "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{"
            })
    void anUnreadableManifestIsSkippedAndSaidWhenAskedFor(String manifest) throws IOException {
        write("bad", manifest);

        assertThat(list()).extracting(JobInfo::id).containsExactly("good");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> instance.info(BAD))
                .withMessageContaining("self/job/ba/bad/_manifest.yaml is not the manifest of a job");
    }

    @Test
    void aManifestOfMegabytesIsNotRead() throws IOException {
        write("bad", "status: success\nerror_message: '" + "a".repeat(2 << 20) + "'");

        assertThat(list()).hasSize(1);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> instance.info(BAD))
                .withMessageContaining("bytes long");
    }

    @Test
    void whatIsMissingBesidesTheStatusIsNotKnown() throws IOException {
        write("bad", "status: start\ncreated_at: yesterday\n");

        JobInfo job = instance.info(BAD);

        assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
        assertThat(job.createdTime()).isNull();
        assertThat(job.duration()).isNull();
        assertThat(list()).hasSize(2);
    }

    @Test
    void aStatusThatIsNotKnownIsGivenAsItIs() throws IOException {
        write("bad", "status: paused\n");

        assertThat(instance.info(BAD).status()).isEqualTo(JobStatus.PAUSED);
    }

    @Test
    void aManifestOutsideOfTheRootIsNotRead(@TempDir Path outside) throws IOException {
        Path manifest = write("bad", "");
        Path elsewhere = Files.writeString(outside.resolve("secret.yaml"), "status: success\nmodel: canary-model\n");
        Files.delete(manifest);
        Files.createSymbolicLink(manifest, elsewhere);

        assertThat(list()).extracting(JobInfo::id).containsExactly("good");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> instance.info(BAD))
                .withMessageContaining("leads out of " + root);
    }

    @Test
    void aLinkToItselfIsNoEndlessWay() throws IOException {
        Path manifest = write("bad", "");
        Files.delete(manifest);
        Files.createSymbolicLink(manifest, manifest);
        Files.createSymbolicLink(root.resolve("self/job/lo"), root.resolve("self/job"));

        assertThat(list()).extracting(JobInfo::id).containsExactly("good");
    }

    @Test
    void whatIsNoJobIsNotListed() throws IOException {
        Files.writeString(root.resolve("self/job/file"), "");
        Files.createDirectories(root.resolve("self/job/go/other"));
        Files.createDirectories(root.resolve("self/job/longer/longername"));
        Files.writeString(root.resolve("self/job/go/gofile"), "");

        assertThat(list()).extracting(JobInfo::id).containsExactly("good");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> instance.info(new JobRef(null, "gofile")));
    }

    @Test
    void aProjectWithoutJobsHasNone() throws IOException {
        Files.createDirectories(root.resolve("empty/model"));

        assertThat(instance.list("empty", PageRequest.of(1, 10)).items()).isEmpty();
        assertThat(instance.all("empty")).isExhausted();
    }

    @Test
    void aJobThatLoggedNothingHasNoTablesAndNoSummary() {
        assertThat(instance.tables(new JobRef(null, "good"))).isEmpty();
        assertThat(instance.summary(new JobRef(null, "good"))).isEmpty();
    }
}
