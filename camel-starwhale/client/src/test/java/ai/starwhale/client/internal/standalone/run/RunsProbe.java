// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

/** Looks at processes for tests elsewhere. */
public final class RunsProbe {
    private RunsProbe() {}

    /** Whether the process does anything. */
    public static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessGroup::lives).orElse(false);
    }
}
