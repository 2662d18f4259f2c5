// SPDX-License-Identifier: Apache-2.0
/** The Standalone instance: jobs and tables that swcli keeps as files of this machine. */
@NullMarked
package ai.starwhale.client.internal.standalone;

import org.jspecify.annotations.NullMarked;
