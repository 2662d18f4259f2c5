// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ValueType.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    @Test
    void whatCanBeComparedStaysAsItIs() {
        assertThat(Bounds.understood("start", 1, Kind.INT32, Set.of(Kind.INT64)))
                .isEqualTo(1);
        assertThat(Bounds.understood("start", 1.5, Kind.FLOAT64, Set.of(Kind.STRING, Kind.INT64)))
                .isEqualTo(1.5);
        assertThat(Bounds.understood("start", "5", Kind.STRING, Set.of(Kind.STRING, Kind.INT64)))
                .isEqualTo("5");
    }

    @Test
    void everythingCanBeComparedWithTheKeysOfATableWithoutRows() {
        assertThat(Bounds.understood("start", "a", Kind.STRING, Set.of())).isEqualTo("a");
    }

    @Test
    void textIsReadAsWhatTheKeysAre() {
        assertThat(read("5", Kind.INT8)).isEqualTo(5L);
        assertThat(read(" +5 ", Kind.INT64, Kind.FLOAT64)).isEqualTo(5L);
        assertThat(read("5", Kind.FLOAT32)).isEqualTo(5.0);
        assertThat(read("5.5", Kind.INT64)).isEqualTo(5.5);
        assertThat(read("true", Kind.BOOL)).isEqualTo(true);
        assertThat(read("false", Kind.BOOL)).isEqualTo(false);
        assertThat(read("false", Kind.BOOL, Kind.INT64)).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({"a,INT64", "true,INT64", "true,BYTES", "yes,BOOL", "1.5,BOOL", "9223372036854775808,INT64"})
    void anyOtherTextIsRefused(String text, Kind key) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(text, key))
                .withMessage("end '" + text + "' (STRING) cannot be compared with the keys of the table, which are ["
                        + key + "]");
    }

    @Test
    void numberIsNoBoundOfTexts() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Bounds.understood("start", 5, Kind.INT32, Set.of(Kind.STRING)));
    }

    private static Object read(String text, Kind... keys) {
        return Bounds.understood("end", text, Kind.STRING, Set.of(keys));
    }
}
