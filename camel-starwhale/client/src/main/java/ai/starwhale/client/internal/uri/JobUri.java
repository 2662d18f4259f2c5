// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job.
 *
 * @param instance the address or alias of its instance; null is the current one
 * @param project its project; null is the instance's current one
 * @param job its number, its uuid or, on Standalone, the beginning of its version
 */
public record JobUri(@Nullable String instance, @Nullable String project, String job) {
    private static final String EXPECTED =
            "a job such as 'https://host/project/demo/job/3', '<alias>/project/demo/job/3',"
                    + " 'cloud://<alias>/project/demo/job/3', the address of its page in the console, 'job/3' or '3'";

    /** Reads any of the accepted forms. */
    public static JobUri parse(String text) {
        UriParts parts = UriParts.of(text, List.of("project", "job"), EXPECTED);
        List<String> segments = parts.segments();
        int count = segments.size();
        if (count == 1 && parts.instance() == null && !segments.get(0).equals("job")) {
            return new JobUri(null, null, segments.get(0));
        }
        if (count == 2 && segments.get(0).equals("job")) {
            return new JobUri(parts.instance(), null, segments.get(1));
        }
        if (count == 4 && segments.get(0).equals("project") && segments.get(2).equals("job")) {
            return new JobUri(parts.instance(), segments.get(1), segments.get(3));
        }
        boolean console = parts.instance() != null
                && count >= 4
                && segments.get(0).equals("projects")
                && List.of("jobs", "evaluations").contains(segments.get(2));
        if (console) {
            return new JobUri(parts.instance(), segments.get(1), segments.get(3));
        }
        throw UriParts.unknown(text, parts.mistake("a job"), EXPECTED);
    }
}
