// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.ArtifactBlob;
import ai.starwhale.testkit.RangeAnswers;
import ai.starwhale.testkit.Table;
import ai.starwhale.testkit.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small artifacts of one blob do not cost a request each. */
class ReadAheadTest {
    private final Bench bench = Bench.empty();
    private final Random random = new Random(7);

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource(RangeAnswers.class)
    void thousandSmallArtifactsInOrder(RangeAnswers answers) {
        bench.server.answerRanges(answers);
        List<byte[]> written = data(1000, 1500);
        Job job = job(written);

        List<byte[]> read = new ArrayList<>();
        try (RowStream rows = job.rows("results")) {
            rows.forEachRemaining(row -> read.add(((Artifact) row.get("a")).bytes()));
        }

        assertThat(read).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(read.get(i)).as("artifact " + i).isEqualTo(written.get(i));
        }
        System.out.println("1000 artifacts of up to 1500 bytes, " + answers + ": " + fetched() + " requests for parts, "
                + bench.sent("/sign-links").size() + " for a signature");
        assertThat(bench.sent("/sign-links")).hasSize(1);
        assertThat(fetched()).isBetween(2L, 10L);
    }

    @ParameterizedTest
    @EnumSource(RangeAnswers.class)
    void inAnyOrderAndAnySize(RangeAnswers answers) throws Exception {
        bench.server.answerRanges(answers);
        List<byte[]> written = data(60, 40_000);
        written.add(new byte[600_000]);
        random.nextBytes(written.get(60));
        List<Artifact> artifacts = artifacts(job(written));
        for (int round = 0; round < 200; round++) {
            int i = random.nextInt(artifacts.size());
            assertThat(artifacts.get(i).bytes()).as("artifact " + i).isEqualTo(written.get(i));
        }
    }

    @Test
    void singleArtifactIsFetchedAlone() {
        List<byte[]> written = data(10, 1000);
        List<Artifact> artifacts = artifacts(job(written));

        artifacts.get(7).bytes();
        artifacts.get(2).bytes();
        artifacts.get(5).bytes();

        assertThat(fetched()).isEqualTo(3);
    }

    @Test
    void manyThreadsReadTheSameBlob() throws Exception {
        List<byte[]> written = data(300, 2000);
        List<Artifact> artifacts = artifacts(job(written));
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<byte[]>> read = new ArrayList<>();
            for (Artifact artifact : artifacts) {
                read.add(threads.submit(artifact::bytes));
            }
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i).get()).isEqualTo(written.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(bench.sent("/sign-links")).hasSize(1);
    }

    private List<byte[]> data(int count, int most) {
        List<byte[]> data = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[1 + random.nextInt(most)];
            random.nextBytes(bytes);
            data.add(bytes);
        }
        return data;
    }

    private Job job(List<byte[]> data) {
        ArtifactBlob blob = new ArtifactBlob();
        long[] offsets = data.stream().mapToLong(blob::add).toArray();
        String uri = bench.server.addBlob(bench.server.addProject("artifacts"), blob.bytes());
        return bench.jobWith("results", Table.generated(data.size(), i -> {
            Object link = Values.link(uri, offsets[(int) i], data.get((int) i).length);
            return Map.of("id", i, "a", Values.image("i", "image/png", link));
        }));
    }

    private static List<Artifact> artifacts(Job job) {
        List<Artifact> artifacts = new ArrayList<>();
        try (RowStream rows = job.rows("results")) {
            rows.forEachRemaining(row -> artifacts.add((Artifact) row.get("a")));
        }
        return artifacts;
    }

    private long fetched() {
        return bench.server.requests().stream()
                .filter(request -> request.path().startsWith("/obj-store/"))
                .count();
    }
}
