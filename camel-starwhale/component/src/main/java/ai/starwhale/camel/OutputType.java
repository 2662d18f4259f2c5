// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

/** What the parts are that a Splitter makes of a table. */
public enum OutputType {
    /** One row a part. */
    rows,
    /** One page of rows a part: a list of at most {@code fetchSize}. */
    pages
}
