// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import org.jspecify.annotations.Nullable;

/**
 * A job within an instance, as a user named it.
 *
 * @param project the job's project; null is the instance's current one
 * @param job its number, its uuid or, on Standalone, the beginning of its version
 */
public record JobRef(@Nullable String project, String job) {}
