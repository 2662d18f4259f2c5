// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** What a client can do wrong, on purpose, and which promise it breaks by that. */
enum Mistake {
    /** Sends a create again when its answer is lost. */
    RETRIES_BLINDLY("retries create blindly", Promise.ONE_JOB_A_KEY, (way, run, time) -> new BlindRetries(way)),
    /** Asks for a job by its uuid to see whether it was ever there. */
    REMOVED_AS_GHOST(
            "takes a removed job for a ghost",
            Promise.ONE_JOB_A_KEY,
            (way, run, time) -> new UuidInsteadOfNumber(way, run)),
    /** Takes a page of changes for the oldest ones, whatever its order. */
    FEED_WITHOUT_ORDER("a feed without order", Promise.LAST_STATUS, (way, run, time) -> new UnorderedFeed(way)),
    /** Asks only for what is later than the latest change that it has seen. */
    FEED_WITHOUT_OVERLAP(
            "a feed without overlap", Promise.LAST_STATUS, (way, run, time) -> new FeedWithoutOverlap(way)),
    /** Asks for what is later than the minute before it asked, by its own clock. */
    CURSOR_OF_OWN_CLOCK(
            "the cursor from its own clock", Promise.LAST_STATUS, (way, run, time) -> new OwnClockFeed(way, time)),
    /** Does not wait until a lost request cannot arrive any more. */
    ADOPTS_BEFORE_SETTLE("adopts before settle", Promise.ONE_JOB_A_KEY, (way, run, time) -> way),
    /** Tells of what the feed says without looking for the job. */
    ANNOUNCES_GHOSTS("announces a job that is not there", Promise.ONLY_JOBS, (way, run, time) -> way),
    /** Takes what came of a page that broke off for a short page, and so for the last one. */
    CUT_IS_END(
            "a short page after a cut taken for the end",
            Promise.EACH_ROW_ONCE,
            (way, run, time) -> new MendedCuts(way)),
    /** Reads maps and objects from answers without types. */
    UNTYPED_MAPS("the untyped form for MAP and OBJECT", Promise.RIGHT_CELLS, (way, run, time) -> new UntypedMaps(way)),
    /** Decides by the hints of the first page how all pages are read. */
    FIRST_HINTS("hints looked at on the first page only", Promise.RIGHT_CELLS, (way, run, time) -> new FirstHints(way)),
    /** Has a client, and so a login, for each thread. */
    LOGIN_PER_THREAD("one login per thread", Promise.ONE_LOGIN, (way, run, time) -> way);

    private final String text;
    private final Promise broken;

    @SuppressWarnings("ImmutableEnumChecker") // None of them has a state.
    private final Breaking breaking;

    /** Puts the mistake between a client and its network. */
    private interface Breaking {
        Exchange over(Exchange way, Run run, MachineTime time);
    }

    Mistake(String text, Promise broken, Breaking breaking) {
        this.text = text;
        this.broken = broken;
        this.breaking = breaking;
    }

    /** What it is, in words. */
    String text() {
        return text;
    }

    /** The promise that it breaks. */
    Promise broken() {
        return broken;
    }

    /** What is played to catch it. */
    Scenario scenario() {
        boolean isOfRows = broken == Promise.EACH_ROW_ONCE || broken == Promise.RIGHT_CELLS;
        return isOfRows ? new RowsScenario() : new JobsScenario();
    }

    /** A way to the Server on which everything is sent and read as by a client that makes this mistake. */
    Exchange over(Exchange way, Run run, MachineTime time) {
        return breaking.over(way, run, time);
    }
}
