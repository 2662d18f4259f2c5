// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    @Test
    void standBySizeWhateverTheirKind() {
        List<Number> ordered = List.of(
                Double.NEGATIVE_INFINITY,
                -0x1p65,
                TWO_TO_64.negate(),
                Long.MIN_VALUE,
                -1.5f,
                0,
                (byte) 1,
                1.5,
                BigInteger.TWO,
                0x1p53,
                (1L << 53) + 1,
                Long.MAX_VALUE,
                0x1p63,
                TWO_TO_64,
                TWO_TO_64.add(BigInteger.ONE),
                0x1p65,
                Double.POSITIVE_INFINITY,
                Double.NaN);
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = 0; j < ordered.size(); j++) {
                assertThat(Integer.signum(Numbers.compare(ordered.get(i), ordered.get(j))))
                        .as("%s, %s", ordered.get(i), ordered.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void areEqualWhateverTheirKind() {
        assertThat(Numbers.compare(BigInteger.TEN, 10L)).isZero();
        assertThat(Numbers.compare(BigInteger.TEN, 10.0)).isZero();
        assertThat(Numbers.compare((short) 10, 10f)).isZero();
    }
}
