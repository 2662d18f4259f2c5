// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** What is kept of swcli's output: the last lines, without colours, and whether it said that the run has finished. */
final class RunOutput {
    private static final int LINES = 40;
    private static final int LONGEST = 1000;
    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]|\u001B\\][^\u0007]*\u0007");
    private static final Pattern FINISHED =
            Pattern.compile("(\\[[-:. 0-9]+\\] )?(\\W+ )?finish run, (success|failed|start)!\\s*");

    private final Deque<String> last = new ArrayDeque<>();
    private boolean finished;

    /** Takes a line and gives it back without colours. */
    synchronized String add(String line) {
        String plain = COLOURS.matcher(line).replaceAll("").stripTrailing();
        finished |= FINISHED.matcher(plain).matches();
        last.add(plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain);
        if (last.size() > LINES) {
            last.remove();
        }
        return plain;
    }

    /** Whether swcli has said that the run has finished; a handler can say so too, so look at the manifest as well. */
    synchronized boolean isFinished() {
        return finished;
    }

    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }
}
