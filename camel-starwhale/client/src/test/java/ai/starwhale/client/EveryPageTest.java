// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.internal.rows.RowPage;
import ai.starwhale.client.internal.server.pages.Encoder;
import ai.starwhale.client.internal.server.pages.PageDecoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every recorded page of rows is decoded to what was recorded: written back, it is equal. */
class EveryPageTest {

    @Test
    void everyPageOfRowsIsWhatWasRecorded() throws IOException {
        int typed = 0;
        int untyped = 0;
        int unclear = 0;
        for (Exchange exchange : Exchange.all()) {
            if (RecordedUse.of(exchange) != RecordedUse.ROWS || exchange.isError() || exchange.isCut()) {
                continue;
            }
            JsonNode request = Bench.json(exchange.request());
            if (request.path("rawResult").asBoolean()) {
                // Decimal numbers in place of encoded ones, which this client never asks for.
                continue;
            }
            JsonNode records = Bench.json(exchange.answer()).path("data").path("records");
            JsonNode withTypes = request.path("encodeWithType");
            // A null is taken for false; left out, it depends on what is asked.
            if (withTypes.isMissingNode() ? exchange.path().endsWith("scanTable") : withTypes.asBoolean()) {
                RowPage page = decoder().decode(bytes(exchange));
                assertThat(page.rows())
                        .as(exchange.toString())
                        .map(Encoder::encode)
                        .map(JsonNode.class::cast)
                        .isEqualTo(list(records));
                typed++;
                continue;
            }
            Optional<RowPage> page = decoder().decodeUntyped(bytes(exchange));
            if (page.isPresent()) {
                assertThat(page.get().rows())
                        .as(exchange.toString())
                        .map(row -> plain(Encoder.encode(row)))
                        .isEqualTo(list(records));
                untyped++;
            } else {
                // The hints tell of maps, objects and several types, or the recording left them out.
                unclear++;
            }
        }
        System.out.printf(
                "recorded pages equal: %d with types, %d without; to be asked for again with types: %d%n",
                typed, untyped, unclear);
        assertThat(typed).isGreaterThan(40);
        assertThat(untyped).isPositive();
        assertThat(unclear).isPositive();
    }

    /** A record as it is written without types. */
    private static JsonNode plain(ObjectNode typed) {
        ObjectNode record = typed.objectNode();
        typed.properties()
                .forEach(cell -> record.set(cell.getKey(), cell.getValue().path("value")));
        return record;
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static PageDecoder decoder() {
        return new PageDecoder("id", true);
    }

    private static ByteArrayInputStream bytes(Exchange exchange) {
        return new ByteArrayInputStream(exchange.answer().getBytes(StandardCharsets.UTF_8));
    }
}
