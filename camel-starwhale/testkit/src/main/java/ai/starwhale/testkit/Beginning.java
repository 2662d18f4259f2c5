// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a server knows when it starts.
 *
 * @param users passwords by name, the first user first
 * @param isRecorded whether the recorded world is there
 */
record Beginning(Map<String, String> users, Clock clock, boolean isRecorded, Set<Trap> traps)
        implements Supplier<World> {

    @Override
    public World get() {
        World world = new World(clock, traps);
        long created = isRecorded ? RecordedWorld.USER_CREATED : world.seconds();
        users.forEach((name, password) -> world.addUser(name, password, created));
        if (isRecorded) {
            RecordedWorld.load(world);
        }
        return world;
    }

    // Without the passwords.
    @Override
    public String toString() {
        return "Beginning[users=" + users.keySet() + ", isRecorded=" + isRecorded + ", traps=" + traps + "]";
    }
}
