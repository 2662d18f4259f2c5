// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.internal.JobRef;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A table of a job, written as the SDK writes one: new blocks, and then a new manifest over the old one. */
public final class WrittenTable {
    public static final String VERSION = "xm5wnup7gxi3nuwlvbrnr2umnhfoqmyyrlzpfknf";
    public static final JobRef JOB = new JobRef(null, VERSION);
    public static final String NAME = "results";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Path folder;
    private final ObjectNode manifest = JSON.createObjectNode();
    private final ArrayNode blocks = manifest.putArray("blocks");

    /** A table with integers as keys, in an instance that has nothing else. */
    public WrittenTable(Path root) {
        this.root = root;
        this.folder = root.resolve(".datastore/48/fd1bf576e247b984b7ee0806a5898");
        manifest.put("key_column", "id").putObject("key_column_type").put("type", "INT64");
        manifest.putObject("block_config").put("block_name_prefix", "data").put("max_block_size", 10000);
        manifest.putArray("tombstones");
        try {
            Files.createDirectories(folder);
            Files.createDirectories(root.resolve("self/job/xm/" + VERSION));
            ObjectNode catalog = JSON.createObjectNode();
            catalog.putArray("tables")
                    .addObject()
                    .put("name", "project/self/eval/xm/" + VERSION + "/" + NAME)
                    .put("dir", root.resolve(".datastore").relativize(folder).toString());
            JSON.writeValue(root.resolve(".datastore/manifest.json").toFile(), catalog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path root() {
        return root;
    }

    public Path manifestFile() {
        return folder.resolve("manifest.json");
    }

    public ObjectNode manifest() {
        return manifest;
    }

    public Path blockFile(int id) {
        return folder.resolve("data.%07d.zip".formatted(id));
    }

    /** A row with one revision, and the value in the column v. */
    public static String line(long revision, long key, String value) {
        return ("{\"key\": \"id\", \"records\": {\"%d\": {\"schema\": {\"id\": {\"type\": \"INT64\"}, \"v\": {\"type\":"
                        + " \"STRING\"}}, \"data\": {\"id\": \"%016x\", \"v\": \"%s\"}}}}")
                .formatted(revision, key, value);
    }

    /** Lists a block with these keys, each with its revision 1000 + key and this value, and writes it. */
    public WrittenTable block(int id, long from, long to, String value) {
        write(
                id,
                LongStream.range(from, to)
                        .mapToObj(key -> line(1000 + key, key, value))
                        .toList());
        return list(id, from, to - 1, to - from);
    }

    /** Lists a block, whatever is in its file. */
    public WrittenTable list(int id, Object least, Object greatest, long rows) {
        blocks.addObject()
                .put("block_id", id)
                .put("row_count", rows)
                .put("min_revision", "1")
                .put("max_revision", "9000000")
                .putPOJO("min_key", least)
                .putPOJO("max_key", greatest);
        return this;
    }

    /** Forgets a block; its file stays. */
    public WrittenTable unlist(int id) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            if (blocks.get(i).path("block_id").asInt() == id) {
                blocks.remove(i);
            }
        }
        return this;
    }

    /** Writes the file of a block. */
    public void write(int id, List<String> lines) {
        Path file = folder.resolve("writing.zip");
        try {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                zip.putNextEntry(new ZipEntry("tmpxlwtz5kr"));
                for (String line : lines) {
                    zip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            Files.move(file, blockFile(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the manifest to its place. */
    public WrittenTable commit() {
        Path file = folder.resolve("writing.json");
        try {
            Files.write(file, JSON.writeValueAsBytes(manifest));
            Files.move(file, manifestFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Deletes the file of a block. */
    public void delete(int id) {
        try {
            Files.delete(blockFile(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
