// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.function.Predicate;
import org.apache.camel.support.processor.state.MemoryStateRepository;

/** Keeps what it is given, unless told to fail. */
final class FailingRepository extends MemoryStateRepository {
    private Predicate<String> fails = key -> false;

    /** From now on keys like this cannot be written. */
    void failFor(Predicate<String> keys) {
        fails = keys;
    }

    @Override
    public void setState(String key, String value) {
        if (fails.test(key)) {
            throw new IllegalStateException("disk full");
        }
        super.setState(key, value);
    }
}
