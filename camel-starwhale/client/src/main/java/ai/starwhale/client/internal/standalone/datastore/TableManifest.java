// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.datastore.JsonFile.Stamp;
import ai.starwhale.client.internal.standalone.files.Confined;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of a table: the blocks that count, and what was deleted by range. Files that are not listed are leftovers of
 * the SDK.
 *
 * @param stamp which version of the manifest said so
 * @param keyColumn the name of the key column
 * @param keyKind the kind of its keys; null for a table in which keys were only ever deleted
 */
record TableManifest(
        Stamp stamp, String keyColumn, @Nullable Kind keyKind, List<Block> blocks, List<Tombstone> tombstones) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the manifest of the table in this folder.
     *
     * @throws NoSuchFileException if nothing was ever written to the table
     */
    static TableManifest read(Path folder, Confined root, Time time) throws NoSuchFileException {
        return JsonFile.read(file(folder), root, time, (json, stamp) -> of(folder, JSON.readTree(json), stamp));
    }

    static Path file(Path folder) {
        return folder.resolve("manifest.json");
    }

    private static TableManifest of(Path folder, JsonNode manifest, Stamp stamp) throws IOException {
        JsonNode type = manifest.path("key_column_type").path("type");
        Kind keyKind = type.isTextual() ? kind(type.asText()) : null;
        String prefix = manifest.path("block_config").path("block_name_prefix").asText("data");
        if (prefix.contains("/") || !manifest.path("blocks").isArray()) {
            throw odd("blocks");
        }
        List<Block> blocks = new ArrayList<>();
        for (JsonNode block : manifest.path("blocks")) {
            blocks.add(block(folder, prefix, block, keyKind));
        }
        List<Tombstone> tombstones = new ArrayList<>();
        for (JsonNode tombstone : manifest.path("tombstones")) {
            tombstones.add(new Tombstone(
                    value(tombstone.path("start")),
                    value(tombstone.path("end")),
                    tombstone.path("end_inclusive").asBoolean(),
                    revision(tombstone.path("revision"), -1),
                    tombstone.path("key_prefix").isTextual()
                            ? tombstone.path("key_prefix").asText()
                            : null));
        }
        return new TableManifest(
                stamp,
                text(manifest.path("key_column"), "key_column"),
                keyKind,
                List.copyOf(blocks),
                List.copyOf(tombstones));
    }

    private static Block block(Path folder, String prefix, JsonNode block, @Nullable Kind keyKind) throws IOException {
        if (!block.path("block_id").canConvertToInt()
                || !block.path("row_count").isIntegralNumber()) {
            throw odd("block_id, row_count");
        }
        String name = "%s.%07d.zip".formatted(prefix, block.path("block_id").asInt());
        return new Block(
                folder.resolve(name),
                limit(block.path("min_key"), keyKind, -1),
                limit(block.path("max_key"), keyKind, 1),
                block.path("row_count").asLong(),
                revision(block.path("min_revision"), 0),
                revision(block.path("max_revision"), Long.MAX_VALUE));
    }

    /**
     * What the manifest says of the least or the greatest key, where it can be relied upon; null otherwise. It holds
     * integers and texts only: those of floats are cut off to integers.
     */
    private static @Nullable Object limit(JsonNode key, @Nullable Kind kind, int outwards) {
        if (kind == null) {
            return null;
        }
        Object value = value(key);
        return switch (kind) {
            case INT8, INT16, INT32, INT64 -> value instanceof Long ? value : null;
            case FLOAT16, FLOAT32, FLOAT64 ->
                key.isIntegralNumber() ? key.bigIntegerValue().add(BigInteger.valueOf(outwards)) : null;
            case STRING -> value instanceof String ? value : null;
            case BOOL -> value instanceof Boolean || value instanceof Long ? value : null;
            case BYTES -> value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : null;
            case UNKNOWN, LIST, TUPLE, MAP, OBJECT -> null;
        };
    }

    private static @Nullable Object value(JsonNode key) {
        if (key.isTextual()) {
            return key.asText();
        } else if (key.isBoolean()) {
            return key.asBoolean();
        } else if (key.canConvertToLong() && key.isIntegralNumber()) {
            return key.asLong();
        }
        return key.isIntegralNumber() ? key.bigIntegerValue() : key.isNumber() ? (Object) key.asDouble() : null;
    }

    private static long revision(JsonNode revision, long absent) throws IOException {
        if (revision.isNull() || revision.isMissingNode()) {
            return absent;
        }
        try {
            return Long.parseLong(revision.asText());
        } catch (NumberFormatException e) {
            throw odd("revision");
        }
    }

    private static Kind kind(String name) throws IOException {
        try {
            return Kind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw odd("key_column_type");
        }
    }

    private static String text(JsonNode node, String field) throws IOException {
        if (!node.isTextual()) {
            throw odd(field);
        }
        return node.asText();
    }

    private static IOException odd(String field) {
        return MismatchedInputException.from(null, TableManifest.class, "it has no proper " + field);
    }
}
