// SPDX-License-Identifier: Apache-2.0
/** How a job is made on a Server: the request that the Python SDK sends, and one job for one key. */
@NullMarked
package ai.starwhale.client.internal.server.create;

import org.jspecify.annotations.NullMarked;
