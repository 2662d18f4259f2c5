// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was read lately is kept, in a bounded memory. */
class WindowsTest {
    private final Windows windows = new Windows(100);

    @Test
    void givesWhatIsWhollyInside() {
        windows.put("a", 10, new byte[] {1, 2, 3, 4});

        assertThat(windows.get("a", 10, 4)).containsExactly(1, 2, 3, 4);
        assertThat(windows.get("a", 12, 1)).containsExactly(3);
        assertThat(windows.get("a", 9, 2)).isNull();
        assertThat(windows.get("a", 13, 2)).isNull();
        assertThat(windows.get("b", 10, 1)).isNull();
    }

    @Test
    void whatWasUsedLongestAgoGivesWay() {
        windows.put("a", 0, new byte[40]);
        windows.put("b", 0, new byte[40]);
        assertThat(windows.get("a", 0, 1)).isNotNull();
        windows.put("c", 0, new byte[40]);

        assertThat(windows.get("a", 0, 1)).isNotNull();
        assertThat(windows.get("b", 0, 1)).isNull();
        assertThat(windows.bytes()).isEqualTo(80);
        windows.put("a", 5, new byte[10]);
        assertThat(windows.bytes()).isEqualTo(50);
    }

    @Test
    void neverHoldsMore() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            windows.put("blob" + random.nextInt(50), i, new byte[random.nextInt(120)]);
            assertThat(windows.bytes()).isBetween(0L, 100L);
        }
    }

    @Test
    void readsMoreTheLongerItIsReadInOrder() {
        ReadAhead ahead = new ReadAhead(300_000);
        int[] sizes = new int[6];
        long offset = 1000;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = ahead.wanted(offset, 100);
            ahead.read(offset, sizes[i]);
            offset += sizes[i] + 32;
        }
        assertThat(sizes).containsExactly(100, 65536, 131072, 262144, 300_000, 300_000);

        assertThat(ahead.wanted(500, 100)).isEqualTo(100);
        ahead.read(500, 100);
        assertThat(ahead.wanted(10_000_000, 400_000)).isEqualTo(400_000);
    }
}
