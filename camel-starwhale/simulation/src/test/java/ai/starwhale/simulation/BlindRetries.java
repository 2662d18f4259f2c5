// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.IOException;
import java.util.Set;

/** Sends a create again when its answer is lost: {@link Mistake#RETRIES_BLINDLY}. */
record BlindRetries(Exchange way) implements Exchange {
    private static final int MOST = 3;
    private static final Set<Integer> LOST = Set.of(502, 503, 504);

    @Override
    public Answer send(Request request) throws IOException {
        for (int tries = 1; ; tries++) {
            boolean isLast = !request.isCreate() || tries == MOST;
            try {
                Answer answer = way.send(request);
                if (isLast || !(LOST.contains(answer.status()) || answer.breaksOff())) {
                    return answer;
                }
            } catch (IOException lost) {
                if (isLast) {
                    throw lost;
                }
            }
        }
    }
}
