// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

/**
 * A way of a real Server to surprise its clients, as it was recorded. Most are in place unless the server is started
 * {@linkplain StarwhaleServer.Builder#without without} them; those that show only now and then on a real Server, and would
 * make a test hard to follow, are in place when it is started {@linkplain StarwhaleServer.Builder#with with} them.
 */
public enum Trap {
    /** {@code code} and {@code message} of many errors are arrays, without {@code data}; without it all have an envelope. */
    ERRORS_AS_ARRAYS,
    /** Some errors are a page of the servlet container; without it all have an envelope. */
    ERRORS_AS_HTML,
    /** A removed job is 404 by its uuid, but 200 by its number; without it 404 by both. */
    REMOVED_JOBS_BY_NUMBER,
    /** Jobs of the types ONLINE_EVAL and BUILT_IN are not in the list of jobs. */
    TYPES_NOT_LISTED,
    /** A create that fails late leaves a row in the summary table, of a job that never was. */
    GHOSTS,
    /**
     * The row of a new job is there before its job: after a create the job is 404 by its uuid for 40 ms of the server's
     * clock, while its row shows.
     */
    ROWS_BEFORE_JOBS(false),
    /** A query without {@code orderBy} answers in an order of its own, not in that of the keys. */
    UNORDERED_QUERIES(false),
    /** A final status is written twice, 2 ms apart; only the second time with {@code sys/finished_time}. */
    FINAL_STATUS_TWICE(false),
    /**
     * A change shows in the summary table later than the time in it says, because that is taken before the table's lock:
     * here 50 ms of the server's clock, for jobs with an odd number.
     */
    TIMES_BEFORE_THE_LOCK(false),
    /** Columns of a row and pairs of a map come in another order each time. */
    RANDOM_ORDER(false),
    /** {@code columnHints} are of the whole table, and not of the rows in the answer. */
    HINTS_OF_THE_TABLE,
    /** {@code lastKey} comes without its type, and a {@code start} without type is read as the key written last. */
    UNTYPED_LAST_KEY,
    /** {@code stopTime} of a job that has not ended is -1000; without it null. */
    STOP_TIME_MINUS_1000,
    /** A range of a blob is answered with 200; without it with 206 and {@code Content-Range}. */
    RANGES_WITH_200,
    /** A job that is canceled is CANCELLING for a time; without it CANCELED at once. */
    CANCEL_TAKES_TIME;

    private final boolean isUsual;

    Trap() {
        this(true);
    }

    Trap(boolean isUsual) {
        this.isUsual = isUsual;
    }

    /** Whether it is in place if nothing is said. */
    public boolean isUsual() {
        return isUsual;
    }
}
