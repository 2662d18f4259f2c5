// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A request that came in. Headers are never kept, so that no token can get into a log.
 *
 * @param path as it was sent, with {@code /api/v1}
 * @param query without the question mark
 * @param body text, empty if there was none
 */
public record RecordedRequest(
        String method, String path, @Nullable String query, String body) {}
