// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import org.jspecify.annotations.Nullable;

/** Looks at every request before the Server does, and may answer instead of it. */
@FunctionalInterface
public interface Interceptor {

    /** What to answer, or null to leave the request to the Server. Called by many threads at once. */
    @Nullable Answer intercept(RecordedRequest request);
}
