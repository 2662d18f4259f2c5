// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CountedStreamTest {
    private final CountedStream stream = new CountedStream(new ByteArrayInputStream(new byte[] {7, 0, 0, 0, 9}));

    @Test
    void countsWhatWasReadAndNotTheEnd() throws IOException {
        assertThat(stream.count()).isZero();
        assertThat(stream.read()).isEqualTo(7);
        assertThat(stream.count()).isEqualTo(1);
        assertThat(stream.read(new byte[3])).isEqualTo(3);
        assertThat(stream.count()).isEqualTo(4);
        assertThat(stream.readAllBytes()).containsExactly(9);
        assertThat(stream.count()).isEqualTo(5);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.count()).isEqualTo(5);
    }
}
