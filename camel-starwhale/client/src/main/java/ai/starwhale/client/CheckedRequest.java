// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What would be sent to make a job, once everything was looked up and checked; see {@link Starwhale#check}.
 *
 * @param instance the address of the instance
 * @param project the number of the project there; on a Standalone instance its name
 * @param body what a Server would be sent, by the names that it uses: the numbers of the versions of model, datasets and
 *     runtime, the handler or the overwritten steps, and so on. A password is given as {@code xxxxxx}. On a Standalone
 *     instance the version that the job would have, and the full addresses of model and datasets
 */
public record CheckedRequest(String instance, String project, Map<String, Object> body) {
    public CheckedRequest {
        body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
    }
}
