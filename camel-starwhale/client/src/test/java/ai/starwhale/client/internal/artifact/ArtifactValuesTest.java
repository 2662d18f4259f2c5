// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.Artifact;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Link;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleObject;
import ai.starwhale.client.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects become links and artifacts, for any kind of instance. */
class ArtifactValuesTest {
    private static final String SDK = "starwhale.base.data_type.";

    private final ArtifactValues values = new ArtifactValues(
            link -> new ByteArrayInputStream(("bytes of " + link.uri()).getBytes(StandardCharsets.UTF_8)));

    @ParameterizedTest
    @ValueSource(strings = {"Image", "GrayscaleImage", "Audio", "Video", "Text", "Binary", "NumpyBinary"})
    void artifactsOfTheSdk(String name) {
        Object value = values.of(SDK + name, Map.of("link", link(Map.of("uri", "a"))));

        assertThat(value).isInstanceOf(Artifact.class);
        assertThat(((Artifact) value).pythonType()).isEqualTo(SDK + name);
        assertThat(((Artifact) value).bytes()).asString(StandardCharsets.UTF_8).isEqualTo("bytes of a");
        assertThat(values.converts()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SDK + "BoundingBox",
                SDK + "ClassLabel",
                SDK + "JsonDict",
                SDK + "Sequence",
                SDK + "BaseArtifact",
                SDK + "image",
                "my.starwhale.base.data_type.Image",
                "Image",
                "Link",
                "java.lang.String",
                ""
            })
    void othersStayData(String pythonType) {
        assertThat(values.of(pythonType, Map.of("a", 1L))).isEqualTo(new StarwhaleObject(pythonType, Map.of("a", 1L)));
    }

    @ParameterizedTest
    @CsvSource({"Text, auto_convert_to_str", "Binary, auto_convert_to_bytes"})
    void convertedIsOnlyWhatIsMarkedAsSuch(String name, String mark) {
        Object link = link(Map.of("uri", "a"));
        for (Object marked : new Object[] {true, false, 1L, "1"}) {
            Object value = values.of(SDK + name, Map.of("link", link, mark, marked));

            assertThat(values.converted(value) instanceof Artifact).isEqualTo(!marked.equals(true));
        }
        assertThat(values.converts()).isTrue();
        Object other = values.of(SDK + "Image", Map.of("link", link, mark, true));
        assertThat(values.converted(other)).isSameAs(other);
    }

    @Test
    void nothingStoredIsEmptyForTextAndBytesAndAnErrorForOthers() {
        assertThat(values.converted(values.of(SDK + "Text", Map.of("auto_convert_to_str", true))))
                .isEqualTo("");
        assertThat((byte[]) values.converted(values.of(SDK + "Binary", Map.of("auto_convert_to_bytes", true))))
                .isEmpty();
        Artifact image = (Artifact) values.of(SDK + "Image", Map.of("_type", "image", "link", 5L));
        assertThat(catchThrowableOfType(NotFoundException.class, image::bytes))
                .hasMessage("cannot read Artifact[image , nothing stored]: it has no link to its bytes");
    }

    @Test
    void equalByWhatIsStored() {
        Link link = link(Map.of("uri", "a", "offset", 1L, "size", 2L));
        Link same = new Link(
                Link.DATA, Map.of("uri", "a", "offset", 1L, "size", 2L), other -> InputStream.nullInputStream());

        assertThat(link).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(link(Map.of("uri", "a")));
        assertThat(new Artifact("x", Map.of("link", link)))
                .isEqualTo(new Artifact("x", Map.of("link", same)))
                .isNotEqualTo(new Artifact("y", Map.of("link", same)));
    }

    @Test
    void linkThatBreaksOffIsAnErrorOfTheClient() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[1]), new PipedInputStream());
        Link link = new Link(Link.DATA, Map.of("uri", "a"), other -> broken);

        assertThat(catchThrowableOfType(UnavailableException.class, link::bytes))
                .hasMessage("cannot read Link[a, from byte 0]: Pipe not connected");
    }

    @Test
    void moreThanAnArrayHoldsIsRefused() {
        Link link = link(Map.of("uri", "a", "size", 1L << 31));

        assertThat(catchThrowableOfType(InvalidRequestException.class, link::bytes))
                .hasMessageContaining("2147483648 bytes are too many for an array");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://user:canary-x@host/bucket/key, 's3', 'Link[s3://***@host/bucket/key, from byte 0]'",
        "https://host/key?sign=canary-x, https, 'Link[https://host/key?***, from byte 0]'",
        "a/b/c, '', 'Link[a/b/c, from byte 0]'"
    })
    void showsNoSecretOfAnAddress(String uri, String scheme, String shown) {
        Link link = link(Map.of("uri", uri));

        assertThat(link).hasToString(shown);
        assertThat(link.scheme()).isEqualTo(scheme);
        assertThat(link.uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, -2", "9223372036854775807, 5"})
    void rangeThatIsNone(long offset, long size) {
        Link link = link(Map.of("uri", "a", "offset", offset, "size", size));

        assertThat(catchThrowableOfType(ProtocolException.class, () -> Blobs.check(link, "here")))
                .hasMessageEndingWith("of here: there is no such range of bytes");
    }

    private Link link(Map<String, Object> attributes) {
        return (Link) values.of(Link.DATA, attributes);
    }
}
