// SPDX-License-Identifier: Apache-2.0
/** How the jobs of a Server go on: the ends that somebody waits for, and the changes of a project. */
@NullMarked
package ai.starwhale.client.internal.server.watch;

import org.jspecify.annotations.NullMarked;
