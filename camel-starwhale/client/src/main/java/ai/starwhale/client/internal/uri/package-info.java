// SPDX-License-Identifier: Apache-2.0
/** How jobs, projects, models, datasets and runtimes are named. */
@NullMarked
package ai.starwhale.client.internal.uri;

import org.jspecify.annotations.NullMarked;
