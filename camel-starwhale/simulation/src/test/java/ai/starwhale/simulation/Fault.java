// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** What can go wrong with one exchange. */
enum Fault {
    /** Nobody listens. */
    REFUSED,
    /** The request is lost before the Server has it. */
    REQUEST_LOST,
    /** The request is taken for lost, and reaches the Server within {@code settle}. */
    REQUEST_LATE,
    /** The Server does what was asked, and the answer is lost. */
    ANSWER_LOST,
    /** The answer breaks off somewhere. */
    ANSWER_CUT,
    /** The answer takes seconds, in which others go on. */
    ANSWER_SLOW,
    /** The answer comes with another behind it. */
    ANSWER_TWICE,
    /** 500, before anything is done. */
    ERROR_500,
    /** 502 from a proxy, whatever the Server does. */
    ERROR_502,
    /** 503 with {@code Retry-After}, before anything is done. */
    ERROR_503,
    /** 504 from a proxy, whatever the Server does. */
    ERROR_504,
    /** 429 with {@code Retry-After}. */
    ERROR_429,
    /** All tokens expire, so that this request is refused. */
    TOKEN_EXPIRED,
    /** A create fails late: a row is left, and no job. */
    GHOST,
    /** The process that sends dies before the request is sent, with the request on its way, or with the answer. */
    CRASH
}
