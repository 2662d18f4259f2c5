// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentStatesTest {

    @Test
    void whatWasUsedLastIsKept() {
        RecentStates states = new RecentStates();
        for (int i = 0; i <= RecentStates.MOST; i++) {
            states.setState("key-" + i, "value-" + i);
            states.getState("key-0");
        }
        assertThat(states.getState("key-0")).isEqualTo("value-0");
        assertThat(states.getState("key-1")).isNull();
        assertThat(states.getState("key-" + RecentStates.MOST)).isEqualTo("value-" + RecentStates.MOST);
    }

    @Test
    void aStopForgetsNothing() {
        RecentStates states = new RecentStates();
        states.setState("key", "value");
        states.stop();
        states.start();
        assertThat(states.getState("key")).isEqualTo("value");
    }
}
