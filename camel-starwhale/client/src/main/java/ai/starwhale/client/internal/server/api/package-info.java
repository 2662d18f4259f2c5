// SPDX-License-Identifier: Apache-2.0
/** What a Server says over its REST API: its documents, its projects, its jobs, and the rows of its summary table. */
@NullMarked
package ai.starwhale.client.internal.server.api;

import org.jspecify.annotations.NullMarked;
