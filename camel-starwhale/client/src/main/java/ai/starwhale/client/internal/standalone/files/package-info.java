// SPDX-License-Identifier: Apache-2.0
/** Which file lies where below the root of a Standalone instance, and what is written in those of jobs. */
@NullMarked
package ai.starwhale.client.internal.standalone.files;

import org.jspecify.annotations.NullMarked;
