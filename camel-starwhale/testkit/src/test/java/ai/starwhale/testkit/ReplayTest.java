// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every recorded request gets its recorded answer, but for those in the table of docs/testkit.md, which says why. With
 * {@code -Dstarwhale.docs.write=true} the table is written; the reasons are for people to write.
 */
class ReplayTest {

    private static final DocTable TABLE = new DocTable("differences");
    private static final List<String> HEAD = List.of("Recording", "Request", "Difference", "Why");

    @Test
    void recordedRequestsGetTheRecordedAnswers() {
        Map<List<String>, String> reasons = new HashMap<>();
        TABLE.rows().forEach(row -> reasons.put(row.subList(0, 2), row.get(3)));
        List<List<String>> differing = new ArrayList<>();
        int compared = 0;
        for (String transcript : Replay.TRANSCRIPTS) {
            try (Replay replay = new Replay(transcript)) {
                for (Exchange exchange : Exchange.of(transcript)) {
                    compared++;
                    String difference = replay.difference(exchange);
                    if (!difference.isEmpty()) {
                        List<String> name = List.of(transcript, exchange.name().replace('|', '/'));
                        String why = reasons.getOrDefault(name, "");
                        differing.add(List.of(name.get(0), name.get(1), "`" + difference + "`", why));
                    }
                }
            }
        }
        System.out.printf(
                "recorded requests: %d compared, %d equal, %d explained%n",
                compared, compared - differing.size(), differing.size());
        if (DocTable.isToBeWritten()) {
            TABLE.write(HEAD, differing);
        }
        assertThat(TABLE.rows()).containsExactlyElementsOf(differing);
        assertThat(differing)
                .allSatisfy(
                        row -> assertThat(row.get(3)).as("why %s differs", row).isNotBlank());
        assertThat(DocTable.page())
                .contains("Of " + compared + " requests " + (compared - differing.size()) + " get the same answer");
    }

    @Test
    void differencesAreSeen() {
        String recorded = "{\"data\":{\"id\":\"7\",\"status\":\"FAIL\",\"createdTime\":1795330584000,\"list\":[1,2]}}";

        assertThat(Differences.of(recorded, recorded.replace("\"7\"", "\"8\""))).isEmpty();
        assertThat(Differences.of(recorded, recorded.replace("1795330584000", "1")))
                .isEmpty();
        assertThat(Differences.of(recorded, recorded.replace("1795330584000", "-1000")))
                .containsExactly("data.createdTime is 1795330584000, here -1000");
        assertThat(Differences.of(recorded, recorded.replace("\"7\"", "7")))
                .containsExactly("data.id is \"7\", here 7");
        assertThat(Differences.of(recorded, recorded.replace("FAIL", "SUCCESS")))
                .containsExactly("data.status is \"FAIL\", here \"SUCCESS\"");
        assertThat(Differences.of(recorded, recorded.replace("[1,2]", "[1]")))
                .containsExactly("data.list has 2, here 1");
        assertThat(Differences.of(recorded, recorded.replace("\"list\"", "\"rows\"")))
                .containsExactly("data.list is missing", "data.rows is new");
        String cut = recorded.substring(0, recorded.indexOf(",\"list\""));
        assertThat(Differences.of(cut, recorded)).isEmpty();
        assertThat(Differences.of(cut, recorded.replace("FAIL", "SUCCESS"))).hasSize(1);
    }
}
