// SPDX-License-Identifier: Apache-2.0
/** The pages of rows that a Server answers: with types and without. */
@NullMarked
package ai.starwhale.client.internal.server.pages;

import org.jspecify.annotations.NullMarked;
