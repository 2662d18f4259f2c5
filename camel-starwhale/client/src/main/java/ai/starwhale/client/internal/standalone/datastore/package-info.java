// SPDX-License-Identifier: Apache-2.0
/** The tables of a Standalone instance, read from the files that the Python SDK writes. Nothing is ever written. */
@NullMarked
package ai.starwhale.client.internal.standalone.datastore;

import org.jspecify.annotations.NullMarked;
