// SPDX-License-Identifier: Apache-2.0
/** swcli's configuration file, read and never written. */
@NullMarked
package ai.starwhale.client.internal.config;

import org.jspecify.annotations.NullMarked;
