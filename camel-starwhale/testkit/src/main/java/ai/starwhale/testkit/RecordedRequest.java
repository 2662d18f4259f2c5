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
        String method, String path, @Nullable String query, String body) {

    /**
     * Whether it has this method and this path, without {@code /api/v1} and not encoded. In the path {@code *} stands for one segment, and
     * {@code **} at the end for whatever comes.
     */
    public boolean is(String wantedMethod, String wantedPath) {
        String below = path.startsWith(Engine.BASE + "/") ? path.substring(Engine.BASE.length()) : path;
        return method.equals(wantedMethod) && matches(wantedPath.split("/", -1), below.split("/", -1));
    }

    private static boolean matches(String[] wanted, String... segments) {
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("**")) {
                return true;
            } else if (i == segments.length
                    || !(wanted[i].equals("*") || wanted[i].equals(Engine.decoded(segments[i])))) {
                return false;
            }
        }
        return wanted.length == segments.length;
    }
}
