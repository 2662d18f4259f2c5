// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.RecordedInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Standalone instance through the client, found as swcli finds it. */
class StandaloneClientTest {
    @TempDir
    private Path folder;

    private Starwhale client;

    @BeforeEach
    void open() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.yaml"),
                "version: '2.0'\ncurrent_instance: local\nstorage: {root: '" + RecordedInstance.root() + "'}\n"
                        + "instances: {local: {uri: local, type: standalone, current_project: self}}\n");
        client = Starwhale.builder().swcliConfig(config).time(Time.SYSTEM).build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void jobsAndTheirRowsAreReadWithoutPython() {
        Job job = client.job("xm5wnup");
        List<Row> rows = new ArrayList<>();
        try (RowStream stream = job.rows("results", Scan.from(20).pageSize(2))) {
            stream.forEachRemaining(rows::add);
        }

        assertThat(job.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(job.uri()).isEqualTo("local/project/self/job/xm5wnup");
        assertThat(job.tables()).containsExactly("curve/train", "curve/val", "results");
        assertThat(job.summary()).containsEntry("accuracy", 0.875);
        assertThat(rows).extracting(row -> row.get("id")).containsExactly(20L, 21L, 22L, 23L, 24L);
        assertThat(job.columns("curve/val")).first().extracting(Column::name).isEqualTo("id");
    }

    @Test
    void jobsAreListedAndAwaited() {
        assertThat(client.jobs("local/project/proj2", PageRequest.of(1, 2)).total())
                .isEqualTo(5);
        assertThat(client.allJobs(null)).hasSize(22);
        assertThat(client.job("cloud://local/job/hanghang")
                        .await(Duration.ofSeconds(30))
                        .status())
                .isEqualTo(JobStatus.FAIL);
    }

    @Test
    void aStreamThatIsClosedGivesNoMore() {
        RowStream rows = client.job("bigjob").rows("big");
        rows.next();
        rows.close();

        assertThat(rows.hasNext()).isFalse();
    }

    @Test
    void whatIsMissingIsSaidWhenItIsReadFirst() {
        RowStream rows = client.job("xm5wnup").rows("result");

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(rows::next);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.job("zzz").status());
    }
}
