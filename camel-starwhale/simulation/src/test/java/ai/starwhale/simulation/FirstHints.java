// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Has eyes for the hints of the first page only: {@link Mistake#FIRST_HINTS}. */
final class FirstHints implements Exchange {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HINTS = "columnHints";

    private final Exchange way;
    private volatile JsonNode first;

    FirstHints(Exchange way) {
        this.way = way;
    }

    @Override
    public Answer send(Request request) throws IOException {
        Answer answer = way.send(request);
        if (!request.isScan() || answer.status() != 200 || answer.breaksOff()) {
            return answer;
        }
        JsonNode page = JSON.readTree(answer.body());
        JsonNode known = first;
        if (!request.text().contains("\"start\"") || known == null) {
            first = page.path("data").path(HINTS);
            return answer;
        }
        ((ObjectNode) page.path("data")).set(HINTS, known);
        return answer.withText(page.toString());
    }
}
