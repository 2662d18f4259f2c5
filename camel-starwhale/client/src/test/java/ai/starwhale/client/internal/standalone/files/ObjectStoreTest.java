// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Link;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link leads to a blob of its own instance, and to nothing else of this machine. */
class ObjectStoreTest {
    private static final String NAME = "0123456789abcdef".repeat(4);
    private static final String SECRET = "canary-secret";

    @TempDir
    private Path folder;

    private Path root;
    private Path store;
    private ObjectStore blobs;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        store = root.resolve(".objectstore");
        Files.writeString(folder.resolve("secret"), SECRET);
        blobs = new ObjectStore(new Confined(root));
    }

    private static Path write(Path folder, String content) throws IOException {
        return Files.writeString(
                Files.createDirectories(folder.resolve(NAME.substring(0, 2))).resolve(NAME), content);
    }

    private Link link(String uri, long offset, long size) {
        return new Link(Link.DATA, Map.of("uri", uri, "offset", offset, "size", size), blobs::open);
    }

    private String read(long offset, long size) {
        return new String(link(NAME, offset, size).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theRangeIsRead() throws IOException {
        write(store, "0123456789");

        assertThat(read(2, 3)).isEqualTo("234");
        assertThat(read(7, 3)).isEqualTo("789");
        assertThat(read(7, -1)).isEqualTo("789");
        assertThat(read(0, 0)).isEmpty();
        assertThat(read(10, -1)).isEmpty();
    }

    @Test
    void theBlobsOfDatasetsAreLookedThroughFirst() throws IOException {
        write(store.resolve("blake2b"), "dataset");

        assertThat(read(0, -1)).isEqualTo("dataset");
        write(store, "evaluation");
        assertThat(read(0, -1)).isEqualTo("dataset");
    }

    @Test
    void whatIsSkippedCounts() throws IOException {
        write(store, "0123456789");

        try (InputStream in = link(NAME, 1, 5).openStream()) {
            assertThat(in.skip(3)).isEqualTo(3);
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("45");
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aBlobThatIsNotThere() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> read(0, 1))
                .withMessageContaining(NAME);
    }

    @Test
    void aRangeBehindTheEnd() throws IOException {
        write(store, "0123456789");

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(8, 3))
                .withMessageContaining("10 bytes");
        assertThatThrownBy(() -> read(11, -1)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aBlobThatIsCutOffWhileItIsRead() throws IOException {
        Path blob = write(store, "0".repeat(100_000));

        try (InputStream in = link(NAME, 0, 100_000).openStream()) {
            in.readNBytes(10);
            try (RandomAccessFile file = new RandomAccessFile(blob.toFile(), "rw")) {
                file.setLength(50_000);
            }
            assertThatIOException().isThrownBy(in::readAllBytes).withMessageContaining("50000");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../secret",
                "../../secret",
                "..",
                "model.yaml",
                "0123",
                "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
                "../../../../../../../../../../../../../../../../../../etc/passwd"
            })
    void aPathIsNotFollowed(String uri) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> link(uri, 0, -1).bytes())
                .withMessageContaining("paths are not followed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "s3://bucket/key", "http://127.0.0.1/x"})
    void anAddressElsewhereIsNotFollowed(String uri) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> link(uri, 0, -1).bytes());
    }

    @Test
    void aSymbolicLinkOutOfTheRootIsNotOpened() throws IOException {
        Path group = Files.createDirectories(store.resolve(NAME.substring(0, 2)));
        Files.createSymbolicLink(group.resolve(NAME), folder.resolve("secret"));

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(0, -1))
                .withMessageContaining("leads out of");
    }

    @Test
    void aFolderThatIsASymbolicLinkOutOfTheRootIsNotOpened() throws IOException {
        Path outside = folder.resolve("outside");
        write(outside, SECRET);
        Files.createSymbolicLink(store, outside);

        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(0, -1));
    }

    @Test
    void aFolderIsNoBlob() throws IOException {
        Files.createDirectories(store.resolve(NAME.substring(0, 2)).resolve(NAME));

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> read(0, -1));
    }
}
