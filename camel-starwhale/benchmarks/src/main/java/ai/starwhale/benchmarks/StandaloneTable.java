// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A table of 100,000 rows and 8 columns in a Standalone instance of its own: written by the SDK where swcli is installed,
 * else in the same format by {@link StandaloneRow}. It is written once, and found again by the next run.
 *
 * @param root the root of the instance
 */
record StandaloneTable(Path root) {
    static final int ROWS = 100_000;

    /** The job that has it. */
    static final String JOB = "bench".repeat(8);

    private static final int BLOCK = 10_000;
    private static final long FIRST_REVISION = 17_263_186_332_376L;
    private static final String FOLDER = "c2/810e8159a847119a6daed4851ec5d";

    /** The table, below the folder {@code target} of this module. */
    static StandaloneTable ready() throws IOException, InterruptedException {
        if (System.getenv("SW_LOCAL_STORAGE") != null) {
            // It would go before the root of the table's own instance.
            throw new IllegalStateException("please unset SW_LOCAL_STORAGE");
        }
        Path target = Path.of("target").toAbsolutePath();
        PythonSdk sdk = PythonSdk.find();
        StandaloneTable table = new StandaloneTable(target.resolve("standalone-" + (sdk == null ? "java" : "sdk")));
        Path complete = table.root.resolve("complete");
        if (!Files.exists(complete)) {
            table.clear();
            Files.createDirectories(table.root);
            table.writeConfig();
            table.writeJob();
            if (sdk != null) {
                sdk.run(table, "write_table.py", JOB, Integer.toString(ROWS));
            } else {
                table.write();
            }
            Files.createFile(complete);
        }
        return table;
    }

    /** Rows of a writing that was interrupted would be there twice. */
    private void clear() throws IOException {
        if (Files.exists(root)) {
            List<Path> files;
            try (var all = Files.walk(root)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** The configuration of swcli for the instance. */
    Path config() {
        return root.resolve("config.yaml");
    }

    /** The files of its blocks. */
    List<Path> blocks() throws IOException {
        try (var files = Files.walk(root.resolve(".datastore"))) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    private void writeConfig() throws IOException {
        Files.writeString(config(), """
                current_instance: local
                instances:
                  local: {uri: local, user_name: benchmark, current_project: self, type: standalone}
                storage: {root: "%s"}
                version: '2.0'
                """.formatted(root));
    }

    /** What the SDK asks of a job before it reads its tables. */
    private void writeJob() throws IOException {
        Path folder = Files.createDirectories(root.resolve("self/job/be/" + JOB));
        Files.writeString(folder.resolve("_manifest.yaml"), """
                created_at: 2026-11-22 07:15:34 UTC
                finished_at: 2026-11-22 07:15:34 UTC
                handler_name: benchmark:write
                model: benchmark
                model_src_dir: none
                project: self
                status: success
                version: %s
                """.formatted(JOB));
    }

    private void write() throws IOException {
        Path datastore = root.resolve(".datastore");
        Path folder = Files.createDirectories(datastore.resolve(FOLDER));
        Files.writeString(datastore.resolve("manifest.json"), """
                {"version": "0.1", "tables": [{"name": "project/self/eval/be/%s/results", "dir": "%s", "created_at": 1}]}""".formatted(JOB, FOLDER));
        StandaloneRow row = new StandaloneRow();
        List<String> blocks = new ArrayList<>();
        for (int from = 0; from < ROWS; from += BLOCK) {
            int id = from / BLOCK + 1;
            OutputStream file = Files.newOutputStream(folder.resolve("data.%07d.zip".formatted(id)));
            try (ZipOutputStream zip = new ZipOutputStream(file)) {
                zip.putNextEntry(new ZipEntry("tmpxlwtz5kr"));
                for (int i = from; i < from + BLOCK; i++) {
                    zip.write(row.line(i, FIRST_REVISION + i));
                }
            }
            blocks.add("""
                    {"min_key":%d,"max_key":%d,"min_revision":"%d","max_revision":"%d","row_count":%d,"block_id":%d}""".formatted(
                    from, from + BLOCK - 1, FIRST_REVISION + from, FIRST_REVISION + from + BLOCK - 1, BLOCK, id));
        }
        Files.writeString(folder.resolve("manifest.json"), """
                {"version":"0.1.2","block_config":{"block_name_prefix":"data","max_block_size":10000},"blocks":[%s],\
                "key_column":"id","key_column_type":{"type":"INT64"},"tombstones":[],"checkpoints":[]}""".formatted(String.join(",", blocks)));
    }
}
