// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for jobs by uuid, by which a Server does not know removed ones: {@link Mistake#REMOVED_AS_GHOST}. */
record UuidInsteadOfNumber(Exchange way, Run run) implements Exchange {
    private static final Pattern BY_NUMBER = Pattern.compile("(.*/job/)(\\d+)");

    @Override
    public Answer send(Request request) throws IOException {
        Matcher asked = BY_NUMBER.matcher(request.address());
        if (!request.method().equals("GET") || !asked.matches()) {
            return way.send(request);
        }
        long number = Long.parseLong(asked.group(2));
        String address = run.server().jobs().stream()
                .filter(job -> job.id() == number)
                .map(job -> asked.group(1) + job.uuid())
                .findFirst()
                .orElse(request.address());
        return way.send(request.withAddress(address));
    }
}
