// SPDX-License-Identifier: Apache-2.0
/** The way to a Server: connections, login, retries, and what errors mean. */
@NullMarked
package ai.starwhale.client.internal.http;

import org.jspecify.annotations.NullMarked;
