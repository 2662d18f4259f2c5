// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    @Test
    void numbersStandBySizeAndTextsBehindThem() {
        List<Object> ordered = List.of(
                Double.NEGATIVE_INFINITY,
                Long.MIN_VALUE,
                -1.5f,
                (byte) -1,
                -0.0,
                0.0,
                (short) 1,
                1.5,
                2,
                (double) (1L << 53),
                (1L << 53) + 1,
                Long.MAX_VALUE,
                0x1p63,
                Double.NaN,
                "",
                "0_a",
                "10",
                "9",
                "a",
                "\ud83d\ude00",
                "\uffee");
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = 0; j < ordered.size(); j++) {
                assertThat(KeyOrder.ascends(ordered.get(i), ordered.get(j)))
                        .as("%s, %s", ordered.get(i), ordered.get(j))
                        .isEqualTo(i < j);
            }
        }
    }

    @Test
    void keysThatAreTheSameDoNotAscend() {
        assertThat(KeyOrder.ascends(1L, 1.0)).isFalse();
        assertThat(KeyOrder.ascends(false, true)).isTrue();
        assertThat(KeyOrder.ascends(true, true)).isFalse();
        assertThat(KeyOrder.ascends(new byte[] {1}, new byte[] {1})).isFalse();
        assertThat(KeyOrder.ascends(new byte[] {1}, new byte[] {-1})).isTrue();
    }

    @Test
    void keysThatCannotBeComparedMayComeInAnyOrder() {
        List<Object> mixed = List.of(1L, "a", true, new byte[] {1});
        for (Object earlier : mixed) {
            for (Object later : mixed) {
                if (earlier != later) {
                    // Texts before numbers are known to be wrong.
                    boolean isKnown = earlier instanceof String && later instanceof Number;
                    assertThat(KeyOrder.ascends(earlier, later))
                            .as("%s, %s", earlier, later)
                            .isNotEqualTo(isKnown);
                }
            }
        }
    }
}
