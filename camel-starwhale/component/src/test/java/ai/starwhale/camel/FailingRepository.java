// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.function.Predicate;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given, unless told to fail. */
final class FailingRepository extends MemoryStateRepository {
    private Predicate<String> fails = key -> false;
    private Predicate<String> forgotten = key -> false;

    /** From now on keys like this cannot be written. */
    void failFor(Predicate<String> keys) {
        fails = keys;
    }

    /** Keys like this are not there any more. */
    void forget(Predicate<String> keys) {
        forgotten = keys;
    }

    @Override
    public @Nullable String getState(String key) {
        return forgotten.test(key) ? null : super.getState(key);
    }

    @Override
    public void setState(String key, String value) {
        if (fails.test(key)) {
            throw new IllegalStateException("disk full");
        }
        super.setState(key, value);
    }
}
