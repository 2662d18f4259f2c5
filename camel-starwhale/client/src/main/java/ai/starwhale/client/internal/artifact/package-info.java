// SPDX-License-Identifier: Apache-2.0
/** Links and artifacts of tables, for every kind of instance: only where the bytes come from is the instance's own. */
@NullMarked
package ai.starwhale.client.internal.artifact;

import org.jspecify.annotations.NullMarked;
