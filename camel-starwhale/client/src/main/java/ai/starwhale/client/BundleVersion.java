// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import org.jspecify.annotations.Nullable;

/**
 * One version of a model, a dataset or a runtime.
 *
 * @param name the name, for example {@code mnist}
 * @param version the full version
 * @param alias the short name of the version, for example {@code v3}, where the instance has one
 * @param versionId what a Server calls this version, where it is one
 */
public record BundleVersion(
        String name,
        String version,
        @Nullable String alias,
        @Nullable String versionId) {}
