// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Interceptor;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Everything that was recorded of a real Server has a use, and what is not a document of fields or a page of rows is read
 * as it was recorded. Answers are given by a server again, and read through the client.
 */
class EveryRecordingTest {
    private final Bench bench = Bench.recorded();
    private volatile Interceptor answer = request -> null;
    private final Map<RecordedUse, Integer> counts = new EnumMap<>(RecordedUse.class);

    @BeforeEach
    void intercept() {
        bench.server.intercept(request -> answer.intercept(request));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyExchangeHasAUse() {
        List<Exchange> all = Exchange.all();
        all.forEach(exchange -> counts.merge(RecordedUse.of(exchange), 1, Integer::sum));

        System.out.println(all.size() + " recorded exchanges: " + counts);
        assertThat(all).hasSize(324);
    }

    @Test
    void everyErrorIsToldByItsStatusAndInTheWordsOfTheServer() {
        int errors = 0;
        for (Exchange exchange : Exchange.all()) {
            if (exchange.isError()) {
                errors++;
                StarwhaleException told = told(exchange);
                assertThat(told.httpStatus()).as(exchange.toString()).isEqualTo(exchange.status());
                assertThat(told)
                        .as(exchange.toString())
                        .hasMessageContaining(words(exchange))
                        .hasMessageNotContaining("<html");
                assertThat(told.getMessage().length()).isLessThan(1000);
            }
        }
        System.out.println(errors + " recorded errors told");
        assertThat(errors).isGreaterThan(60);
    }

    @Test
    void namesOfTablesAndLogsAndTextsOfLogsAndGraphsAreWhatWasRecorded() throws IOException {
        Job job = bench.job("3");
        for (Exchange exchange : Exchange.all()) {
            if (exchange.isError()) {
                continue;
            }
            switch (RecordedUse.of(exchange)) {
                case GRAPH -> {
                    answer("/dag", exchange);
                    assertThat(Bench.json(job.dag()))
                            .isEqualTo(Bench.json(exchange.answer()).path("data"));
                }
                case LOG_NAMES -> {
                    answer("/offline/9", exchange);
                    assertThat(job.logs("9").stream().map(LogFile::name))
                            .isEqualTo(texts(Bench.json(exchange.answer()).path("data")));
                }
                case TABLES -> {
                    answer("/listTables", exchange);
                    String folder = "project/2/eval/81/8116d5bab6e8460c82fc6d4a891ad8f2/";
                    List<String> names = texts(
                                    Bench.json(exchange.answer()).path("data").path("tables"))
                            .stream()
                            .filter(name -> name.startsWith(folder))
                            .map(name -> name.substring(folder.length()))
                            .toList();
                    assertThat(job.tables()).as(exchange.toString()).isEqualTo(names);
                }
                default -> {
                    continue;
                }
            }
            counts.merge(RecordedUse.of(exchange), 1, Integer::sum);
        }
        System.out.println("recorded lists and texts read: " + counts);
    }

    private StarwhaleException told(Exchange exchange) {
        String type = exchange.answer().startsWith("<") ? "text/html;charset=utf-8" : "application/json";
        bench.server.intercept(request ->
                request.path().endsWith("/job/1/event") ? Answer.of(exchange.status(), type, exchange.answer()) : null);
        return catchThrowableOfType(
                StarwhaleException.class, () -> bench.job("1").addEvent("INFO", "any", null));
    }

    /** Some of what the Server said, which may be a list, a page for people, or much too long. */
    private static String words(Exchange exchange) {
        if (exchange.answer().startsWith("<")) {
            return "HTML";
        }
        JsonNode message = Bench.json(exchange.answer()).path("message");
        String text = message.isArray() ? message.path(0).asText() : message.asText();
        String line = text.lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), 400));
    }

    private void answer(String pathEnd, Exchange exchange) {
        answer = request -> request.path().endsWith(pathEnd) ? Answer.json(200, exchange.answer()) : null;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
