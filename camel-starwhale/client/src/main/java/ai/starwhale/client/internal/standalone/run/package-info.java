// SPDX-License-Identifier: Apache-2.0
/**
 * Runs jobs of a Standalone instance through {@code swcli model run}: one process a job, one job at a time on a root. See
 * {@link ai.starwhale.client.internal.standalone.run.Runs}.
 */
@NullMarked
package ai.starwhale.client.internal.standalone.run;

import org.jspecify.annotations.NullMarked;
