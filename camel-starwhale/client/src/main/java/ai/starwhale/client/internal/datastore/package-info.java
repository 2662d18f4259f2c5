// SPDX-License-Identifier: Apache-2.0
/** Values, rows and pages of the datastore, as every kind of instance gives them. */
@NullMarked
package ai.starwhale.client.internal.datastore;

import org.jspecify.annotations.NullMarked;
