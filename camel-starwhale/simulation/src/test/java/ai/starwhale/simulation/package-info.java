// SPDX-License-Identifier: Apache-2.0
/**
 * Clients and a Server in one process, in many runs whose order, faults and clocks a seed decides.
 *
 * <p>A {@link Simulation} plays a {@link Scenario} once a seed. All that belongs to one run hangs on its {@link Run}: the
 * {@link Dice}, the {@link Turns} of those who act, the embedded Server without a socket, the {@link Trouble} and what is
 * covered. Everything that is left to chance asks the dice, in the order of the turns; so a seed is a run.
 *
 * <ul>
 *   <li><b>An actor</b> is a program of a {@link Machine}: {@code machine.program("name", process -> ...)}. It runs in a
 *       thread of its own, uses {@code process.client()} as any user would, and waits by {@code run.turns().pause} or
 *       {@code waitFor}, never otherwise: one at a time acts, and another is chosen at every exchange and every pause. The
 *       process may die at any exchange, which ends the actor with a {@link Died}; it is then started again, so what
 *       survives is kept outside of the program, as in {@link Watcher}. Somebody who is not a process is added by {@code
 *       run.turns().add}. Threads of a client that are not actors (those that fetch pages) may exchange too, while an
 *       actor waits for them; they have no turns, no time passes for them, and what goes wrong with their requests depends
 *       on the requests alone.
 *   <li><b>A fault</b> is a {@link Fault}, done by {@link Network}; what happens by itself is an {@link Event}, done by
 *       {@link Surroundings}.
 *   <li><b>An invariant</b> is a {@link Promise}: whoever finds it broken throws {@code Promise.X.broken("how")}, in any
 *       actor; see {@link JobPromises} for those that are looked at in the end, when all is quiet.
 *   <li><b>A broken client</b> is a {@link Mistake}, with the promise that it breaks. Most are an {@link Exchange} between
 *       the real client and its network, which changes what is asked or read as that mistake would; else whoever makes it
 *       asks {@code run.has(Mistake.X)}. {@code Simulation.find} looks for the first seed that catches it.
 * </ul>
 *
 * <p>The component is simulated without routes of its own: the real consumer polls in {@link WatchingRoute}, on one node at
 * a time, and the real rows are split in a {@link CheckpointScenario}, within one Camel context for all runs ({@code
 * CamelInMemory}). The {@link Steps} of a process are where it may die: before and after each read and write of what it
 * keeps ({@link Kept}) and each step of the route. What is promised is a {@link ComponentPromise}, what is broken on
 * purpose a {@link ComponentMistake}. An Error does not pass through Camel, which would lose count of its work: see {@code
 * Steps.withinCamel}.
 *
 * <p>{@code -Dsimulation.runs=10000} says how many runs there are, {@code -Dsimulation.seed=42} plays only that one and
 * tells what happens in it.
 */
package ai.starwhale.simulation;
