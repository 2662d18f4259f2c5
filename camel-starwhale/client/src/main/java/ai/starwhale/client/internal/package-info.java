// SPDX-License-Identifier: Apache-2.0
/** What is behind the public face: an instance, whatever its kind. */
@NullMarked
package ai.starwhale.client.internal;

import org.jspecify.annotations.NullMarked;
