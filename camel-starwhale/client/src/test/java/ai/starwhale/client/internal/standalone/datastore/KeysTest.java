// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order of keys is Python's. */
class KeysTest {

    private static void ascending(Object... keys) {
        for (int i = 0; i < keys.length; i++) {
            for (int j = 0; j < keys.length; j++) {
                assertThat(Integer.signum(Keys.compare(keys[i], keys[j])))
                        .as(keys[i] + " and " + keys[j])
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void textsByCodePoint() {
        ascending("", "A", "a", "aa", "b", "\u00e9", "\ud7ff", "\ue000", "\uffff", "\ud800\udc00", "\ud83d\ude00");
    }

    @Test
    void numbersBySizeExactly() {
        ascending(
                Double.NEGATIVE_INFINITY,
                BigInteger.TWO.pow(70).negate(),
                Long.MIN_VALUE,
                (byte) -3,
                -0.5f,
                0,
                true,
                1.5,
                9007199254740992.0,
                9007199254740993L,
                Long.MAX_VALUE,
                0x1p63,
                BigInteger.TWO.pow(70),
                Double.POSITIVE_INFINITY);
        assertThat(Keys.compare(-0.0, 0.0)).isZero();
        assertThat(Keys.compare(-0.0f, 0.0f)).isZero();
        assertThat(Keys.compare(-0.0f, 0.0)).isZero();
        assertThat(Keys.compare(false, 0L)).isZero();
    }

    @Test
    void bytesWithoutSign() {
        ascending(new byte[] {}, new byte[] {0}, new byte[] {1}, new byte[] {1, 0}, new byte[] {(byte) 0xff});
    }

    @Test
    void othersAreNotCompared() {
        assertThat(Keys.areComparable("1", 1)).isFalse();
        for (Object key : List.of(1, 1L, 1.5, true, "1", new byte[] {1})) {
            for (Object other : List.of("1", 1, new byte[] {1})) {
                if (!Keys.areComparable(key, other)) {
                    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> Keys.compare(key, other));
                }
            }
        }
    }

    @Test
    void aTextIsUnderstoodAsTheKeysAre() {
        assertThat(KeyRange.of(Scan.from(" 12 ").to("1e3"), Kind.INT64))
                .isEqualTo(new KeyRange(12L, true, 1000.0, false));
        assertThat(KeyRange.of(Scan.from("true"), Kind.BOOL).start()).isEqualTo(true);
        assertThat(KeyRange.of(Scan.from("12"), Kind.STRING).start()).isEqualTo("12");
        assertThat(KeyRange.of(Scan.from(Double.NaN), Kind.INT64).start()).isNull();
    }

    @Test
    void aBooleanIsANumberToOtherNumbersAndNothingElse() {
        assertThat(KeyRange.of(Scan.from(true), Kind.INT64).start()).isEqualTo(true);
        assertThat(KeyRange.of(Scan.from(true), Kind.FLOAT32).start()).isEqualTo(true);
        assertThat(KeyRange.of(Scan.from(1).to(0.5f), Kind.BOOL)).isEqualTo(new KeyRange(1, true, 0.5f, false));
        assertThat(KeyRange.of(Scan.from(true), null).start()).isEqualTo(true);
        for (Kind keys : List.of(Kind.STRING, Kind.BYTES)) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> KeyRange.of(Scan.from(true), keys))
                    .withMessageContaining("start 'true' (BOOL) cannot be compared");
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> KeyRange.of(Scan.from(3), keys))
                    .withMessageContaining("start '3' (INT64) cannot be compared");
        }
    }

    @Test
    void bytesAreNoNumber() {
        for (Kind keys : List.of(Kind.BOOL, Kind.INT8)) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> KeyRange.of(Scan.from(new byte[] {1}), keys))
                    .withMessageContaining("(BYTES) cannot be compared");
        }
    }

    @Test
    void boundsOfAllSorts() {
        for (Object number : List.of(3, 3L, (short) 3, (byte) 3, BigInteger.valueOf(3), 3.0, 3.0f)) {
            KeyRange range = KeyRange.of(Scan.from(number).to(number).endInclusive(), Kind.INT32);
            assertThat(range.isBefore(2L)).isTrue();
            assertThat(range.isBefore(3L)).isFalse();
            assertThat(range.isBehind(3L)).isFalse();
            assertThat(range.isBehind(4L)).isTrue();
        }
        byte[] bytes = {3};
        KeyRange range = KeyRange.of(Scan.after(bytes).to(bytes), Kind.BYTES);
        assertThat(range.isBefore(bytes)).isTrue();
        assertThat(range.isBehind(bytes)).isTrue();
        assertThat(range.isBefore(new byte[] {4})).isFalse();
        assertThat(range.isBehind(new byte[] {2})).isFalse();
        KeyRange open = KeyRange.of(Scan.all(), Kind.BYTES);
        assertThat(open.isBefore(bytes)).isFalse();
        assertThat(open.isBehind(bytes)).isFalse();
        assertThat(KeyRange.of(Scan.from(Float.NaN).to(Double.NaN), Kind.INT64))
                .isEqualTo(new KeyRange(null, true, null, false));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"INT8", "INT64", "FLOAT64", "BOOL", "BYTES"})
    void aBoundThatCannotBeComparedIsRefused(Kind keys) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> KeyRange.of(Scan.from(null).to("abc"), keys))
                .withMessage(
                        "end 'abc' (STRING) cannot be compared with the keys of the table, which are [" + keys + "]");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> KeyRange.of(Scan.from(List.of()), keys))
                .withMessageContaining("not a java.util");
    }
}
