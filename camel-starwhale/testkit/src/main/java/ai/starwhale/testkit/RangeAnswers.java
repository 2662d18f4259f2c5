// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

/** How the store of blobs answers a request for a range of bytes. */
public enum RangeAnswers {
    /** As a Server's own store was recorded: 200 and the part, without saying which one it is. */
    AS_RECORDED,
    /** As most other stores do: 206 and the part, with {@code Content-Range}; 416 past the end. */
    PARTIAL_CONTENT,
    /** The whole blob, as a store does that knows no ranges: 200, in chunks. */
    WHOLE
}
