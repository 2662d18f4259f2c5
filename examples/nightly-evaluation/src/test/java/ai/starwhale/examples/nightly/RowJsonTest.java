// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Artifact;
import ai.starwhale.client.Link;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Artifacts in rows that are written as JSON. */
class RowJsonTest {

    @Test
    void artifactsAndLinksSayWhereTheirBytesLieAndFetchNothing() throws Exception {
        Link link = new Link(Link.DATA, Map.of("uri", "a/b", "offset", 32L, "size", 67L), other -> {
            throw new AssertionError("fetched");
        });
        Artifact image = new Artifact(
                "starwhale.base.data_type.Image",
                Map.of("_type", "image", "_mime_type", "image/png", "display_name", "one.png", "link", link));

        assertThat(RowJson.mapper().writeValueAsString(List.of(image, link, Map.of("n", 1L))))
                .isEqualTo(
                        "[{\"type\":\"image\",\"mimeType\":\"image/png\",\"displayName\":\"one.png\",\"uri\":\"a/b\","
                                + "\"offset\":32,\"size\":67},{\"uri\":\"a/b\",\"offset\":32,\"size\":67},{\"n\":1}]");
    }
}
