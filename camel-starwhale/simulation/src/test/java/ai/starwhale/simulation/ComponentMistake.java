// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** What a component can do wrong, on purpose, and which promise it breaks by that. */
enum ComponentMistake {
    /** Takes a change for told when its exchange begins. */
    STATE_BEFORE_ROUTING("state advanced before routing", ComponentPromise.LAST_STATUS),
    /** Takes for told what a process was telling that stopped or died before it was. */
    BEGUN_IS_TOLD("what another process had begun to tell taken for told", ComponentPromise.HELD_BACK),
    /** Makes the event id from the time at which it tells. */
    ID_FROM_TIME("event id from the time", ComponentPromise.ONE_ID),
    /** Writes the key of a page's last row when its first one is given. */
    CHECKPOINT_BEFORE_ROUTING("a checkpoint written before the page was routed", ComponentPromise.NO_ROW_LOST);

    private final String text;
    private final ComponentPromise broken;

    ComponentMistake(String text, ComponentPromise broken) {
        this.text = text;
        this.broken = broken;
    }

    /** What it is, in words. */
    String text() {
        return text;
    }

    /** The promise that it breaks. */
    ComponentPromise broken() {
        return broken;
    }
}
