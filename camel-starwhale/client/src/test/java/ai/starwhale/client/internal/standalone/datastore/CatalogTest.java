// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.files.Confined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tables an instance has, as its own manifest names them. */
class CatalogTest {
    @TempDir
    private Path root;

    private Catalog catalog(String json) throws IOException {
        Path folder = Files.createDirectories(root.resolve(".datastore"));
        Files.writeString(folder.resolve("manifest.json"), json.replace('\'', '"'));
        return catalog();
    }

    private Catalog catalog() {
        return new Catalog(new Confined(root), new Time() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public void pause(Duration duration) {}
        });
    }

    @Test
    void thoseThatBeginSoByNameWhateverElseIsSaid() throws IOException {
        Catalog catalog = catalog("{'version': {'tables': [1, {}]}, 'tables': [{'name': 'a/c', 'more': [{'name': 'x'}],"
                + " 'dir': '1'}, {'dir': '2', 'name': 'a/b'}, {'name': 'b/a', 'dir': '3'}, {'name': 'a/b', 'dir': '4'}],"
                + " 'most': null}");

        Path folder = root.resolve(".datastore");
        assertThat(catalog.tables("a/"))
                .containsExactly(entry("a/b", folder.resolve("2")), entry("a/c", folder.resolve("1")));
        assertThat(catalog.tables("")).hasSize(3);
        assertThat(catalog.tables("c")).isEmpty();
    }

    @Test
    void noneBeforeAnythingWasLogged() {
        assertThat(catalog().tables("")).isEmpty();
    }

    @Test
    void whatIsNoCatalogIsRefused() throws IOException {
        for (String json : new String[] {
            "[]",
            "{'tables': {'name': 'a', 'dir': 'b'}}",
            "{'tables': [['name', 'a']]}",
            "{'tables': [{'dir': 'b'}]}",
            "{'tables': [{'name': 'a'}]}"
        }) {
            Catalog catalog = catalog(json);
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> catalog.tables("a"))
                    .withMessageContaining("is not a manifest of the datastore");
        }
    }
}
