// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTableTest {

    private final StarwhaleServer server = StarwhaleServer.start();
    private final Client client = Client.of(server);
    private final Project project = server.addProject("demo");

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode scan(String options) {
        return client.scan("{'tables':[{'tableName':'project/1/t'}]" + options + "}")
                .data();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 10, 11, 99, 100, 1234})
    void numbersComeInTheOrderOfTheirTexts(long count) {
        List<String> texts = LongStream.range(0, count)
                .mapToObj(i -> Long.toString(DecimalOrder.number(i, count)))
                .toList();

        assertThat(texts)
                .containsExactlyElementsOf(new TreeSet<>(
                        LongStream.range(0, count).mapToObj(Long::toString).toList()));
    }

    @Test
    void repeatedRowsHaveRunningIdsAndAreAllThere() {
        project.addTable("t", RecordedEvaluation.results(2500));
        TreeSet<Long> numbers = new TreeSet<>();
        String next = "";
        int size = 1000;
        while (size == 1000) {
            JsonNode page = scan(next);
            size = page.path("records").size();
            for (JsonNode row : page.path("records")) {
                String id = row.path("id").path("value").asText();
                long number = Long.parseLong(row.path("_index").path("value").asText(), 16);
                assertThat(id).isEqualTo("mnist_" + number);
                assertThat(row.path("input/label").path("value").asText()).isEqualTo(Scalars.encode(number % 10));
                numbers.add(number);
            }
            next = ",'startInclusive':false,'startType':'STRING','start':'"
                    + page.path("lastKey").asText() + "'";
        }

        assertThat(numbers).hasSize(2500).contains(0L, 2499L);
    }

    @Test
    void rowsWithNumbersAsIdsAreRepeatedToo() {
        project.addTable("t", Table.repeated(List.of(Map.of("id", 7L, "x", "a"), Map.of("id", 8L, "x", "b")), 100));

        assertThat(scan(",'start':'50','end':'52'").path("records").toString())
                .isEqualTo(scan(",'start':'50','end':'52','startType':'INT64','endType':'INT64'")
                        .path("records")
                        .toString())
                .contains("\"0000000000000050\"", "\"0000000000000051\"", "\"a\"", "\"b\"");
    }

    @Test
    void hintsCoverEveryRowOfThePage() {
        project.addTable(
                "t", Table.generated(100_000, i -> Map.of("id", i, "x", i == 77_777 ? (Object) "odd" : (Object) i)));
        JsonNode before = scan(",'limit':1").path("columnHints").path("x");
        JsonNode on = scan(",'limit':10,'startType':'INT64','start':'" + Long.toHexString(77_770) + "'")
                .path("columnHints")
                .path("x");

        assertThat(before.path("typeHints").toString()).isEqualTo("[\"INT64\"]");
        assertThat(before.path("columnValueHints")).isEmpty();
        assertThat(on.path("typeHints").toString()).isEqualTo("[\"INT64\",\"STRING\"]");
    }

    @Test
    void idsThatDoNotAscendAreAnErrorOfTheServer() {
        project.addTable("t", Table.generated(3, i -> Map.of("id", -i)));

        assertThat(client.scan("{'tables':[{'tableName':'project/1/t'}]}").status())
                .isEqualTo(500);
    }

    @Test
    void tableWithoutRowsExists() {
        project.addTable("t", Table.generated(0, i -> Map.of()));

        assertThat(client.scan("{'tables':[{'tableName':'project/1/t'}],'ignoreNonExistingTable':false,'start':'x'}")
                        .status())
                .isEqualTo(200);
    }
}
