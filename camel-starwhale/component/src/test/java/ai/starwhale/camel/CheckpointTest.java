// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.InvalidRequestException;
import java.util.stream.Stream;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key comes out of a repository as it was put in, type included. */
class CheckpointTest {
    private final MemoryStateRepository repository = new MemoryStateRepository();
    private final Checkpoint checkpoint = new Checkpoint(repository, "key");

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(Long.MIN_VALUE, "INT64:-9223372036854775808"),
                Arguments.of(7, "INT32:7"),
                Arguments.of((short) 7, "INT16:7"),
                Arguments.of((byte) -7, "INT8:-7"),
                Arguments.of(0.1, "FLOAT64:0.1"),
                Arguments.of(0.1f, "FLOAT32:0.1"),
                Arguments.of(-0.0, "FLOAT64:-0.0"),
                Arguments.of(Double.NEGATIVE_INFINITY, "FLOAT64:-Infinity"),
                Arguments.of(true, "BOOL:true"),
                Arguments.of("a:b=c\nd 语\uD83D\uDC0B", "STRING:a%3Ab%3Dc%0Ad+%E8%AF%AD%F0%9F%90%8B"),
                Arguments.of("", "STRING:"),
                Arguments.of(new byte[] {0, -1, 10}, "BYTES:AP8K"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keeps(Object key, String text) {
        checkpoint.write(key);
        assertThat(repository.getState("key")).isEqualTo(text);
        assertThat(checkpoint.read()).isEqualTo(key).hasSameClassAs(key);
    }

    @Test
    void isNullBeforeAnythingWasProcessed() {
        assertThat(checkpoint.read()).isNull();
    }

    @Test
    void refusesTablesWhoseKeysAreNotKnown() {
        assertThatThrownBy(() -> checkpoint.write(null))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("keys are not known");
    }
}
