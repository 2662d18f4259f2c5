// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Reads maps and objects from an answer without types, as well as that goes: {@link Mistake#UNTYPED_MAPS}. */
record UntypedMaps(Exchange way) implements Exchange {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPED = "\"encodeWithType\":true";

    @Override
    public Answer send(Request request) throws IOException {
        Answer answer = way.send(request);
        if (!request.isScan() || !request.text().contains(TYPED) || answer.status() != 200 || answer.breaksOff()) {
            return answer;
        }
        Answer untyped = way.send(request.withText(request.text().replace(TYPED, "\"encodeWithType\":false")));
        if (untyped.status() != 200 || untyped.breaksOff()) {
            return untyped;
        }
        JsonNode page = JSON.readTree(answer.body());
        JsonNode bare = JSON.readTree(untyped.body());
        JsonNode records = page.path("data").path("records");
        for (int i = 0; i < records.size(); i++) {
            JsonNode bareRecord = bare.path("data").path("records").path(i);
            for (Map.Entry<String, JsonNode> cell : records.path(i).properties()) {
                if (Set.of("MAP", "OBJECT")
                        .contains(cell.getValue().path("type").asText())) {
                    cell.setValue(guessed(bareRecord.path(cell.getKey())));
                }
            }
        }
        return answer.withText(page.toString());
    }

    /** What a value without types looks like. */
    private static ObjectNode guessed(JsonNode bare) {
        ObjectNode cell = JSON.createObjectNode();
        if (bare.isObject()) {
            ArrayNode pairs = cell.put("type", "MAP").putArray("value");
            for (Map.Entry<String, JsonNode> pair : bare.properties()) {
                ObjectNode key = JSON.createObjectNode().put("type", "STRING").put("value", pair.getKey());
                pairs.addObject().<ObjectNode>set("key", key).set("value", guessed(pair.getValue()));
            }
            return cell;
        } else if (bare.isArray()) {
            ArrayNode elements = cell.put("type", "LIST").putArray("value");
            bare.forEach(element -> elements.add(guessed(element)));
            return cell;
        }
        return bare.isNull()
                ? cell.put("type", "UNKNOWN").putNull("value")
                : cell.put("type", "STRING").put("value", bare.asText());
    }
}
