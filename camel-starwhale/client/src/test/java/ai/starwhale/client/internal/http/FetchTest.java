// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** What is asked of a storage, and what of it may be shown. */
class FetchTest {
    private static final URI SIGNED = URI.create("http://s3.test:9000/bucket/a%2Fb?X-Amz-Signature=canary-signature");

    @Test
    void rangeIsAskedForWhereNotEverythingIs() {
        assertThat(fetch(0, -1).range()).isNull();
        assertThat(fetch(0, 0).range()).isEqualTo("bytes=0-0");
        assertThat(fetch(1, -1).range()).isEqualTo("bytes=1-");
        assertThat(fetch(3, 9).range()).isEqualTo("bytes=3-9");
    }

    @Test
    void signatureIsNotShown() {
        assertThat(fetch(0, -1).place()).isEqualTo("http://s3.test:9000/bucket/a%2Fb");
        assertThat(fetch(0, -1)).hasToString("GET http://s3.test:9000/bucket/a%2Fb all bytes");
        assertThat(fetch(3, 9)).hasToString("GET http://s3.test:9000/bucket/a%2Fb bytes=3-9");
    }

    private static Fetch fetch(long first, long last) {
        return new Fetch("blob", SIGNED, first, last);
    }
}
