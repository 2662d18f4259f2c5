// SPDX-License-Identifier: Apache-2.0
/**
 * An embedded Starwhale Server, for tests and examples.
 *
 * <p>{@link ai.starwhale.testkit.StarwhaleServer} is where to begin. {@link ai.starwhale.testkit.JobScript} says how jobs
 * go, {@link ai.starwhale.testkit.Faults} what goes wrong, {@link ai.starwhale.testkit.Trap} what surprises, and {@link
 * ai.starwhale.testkit.ManualClock} what time it is. {@link ai.starwhale.testkit.StarwhaleExtension} is for JUnit 5, {@link
 * ai.starwhale.testkit.StarwhaleCamel} for Camel; what they need is optional.
 */
@NullMarked
package ai.starwhale.testkit;

import org.jspecify.annotations.NullMarked;
