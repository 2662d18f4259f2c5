// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model, a dataset or a runtime.
 *
 * @param name the name, for example {@code mnist}
 * @param version the full version
 * @param alias the short name of the version, for example {@code v3}, where the instance has one
 * @param versionId the number of this version on its Server
 * @param id the number of the model, dataset or runtime on its Server, whatever the version
 * @param createdTime when this version was made
 */
public record BundleVersion(
        String name,
        String version,
        @Nullable String alias,
        @Nullable String versionId,
        @Nullable String id,
        @Nullable Instant createdTime) {}
