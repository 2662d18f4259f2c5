// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a job was asked to be. */
record JobSpec(
        Bundle model,
        BundleVersion modelVersion,
        Bundle runtime,
        BundleVersion runtimeVersion,
        List<VersionOf> datasets,
        String handler,
        String type,
        ArrayNode steps,
        String stepSpec,
        @Nullable String resourcePool,
        boolean devMode,
        @Nullable String comment) {}
