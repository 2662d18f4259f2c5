// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of scanTable, with the tables that they were recorded with. */
class ScanTest {

    private static StarwhaleServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = StarwhaleServer.builder().recorded().start();
        client = Client.of(server);
        update("ints", "INT64", "1", "2", "3", "a", "ffffffffffffffff");
        update("strs", "STRING", "b", "a", "10", "9", "0_a", "z");
        update("mixed", "STRING", "b", "a", "10", "9", "0_a", "z");
        update("mixed", "INT64", "5");
        update("floats", "FLOAT64", "3ff8000000000000", "bff8000000000000");
    }

    private static void update(String table, String type, String... keys) {
        StringBuilder records = new StringBuilder();
        for (String key : keys) {
            records.append(records.isEmpty() ? "" : ",")
                    .append("{'values':[{'key':'id','value':'" + key + "'},{'key':'w','value':"
                            + (key.equals("2") ? "null" : "'1'") + "}]}");
        }
        Client.Result result = client.post(
                "/datastore/updateTable",
                "{'tableName':'project/2/test/" + table + "','tableSchemaDesc':{'keyColumn':'id','columnSchemaList':["
                        + "{'name':'id','type':'" + type + "'},{'name':'w','type':'INT32'}]},'records':[" + records
                        + "]}");
        assertThat(result.status()).as(result.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Client.Result scan(String table, String options) {
        return client.scan("{'tables':[{'tableName':'project/2/test/" + table + "'}]"
                + (options == null || options.isEmpty() ? "" : "," + options) + "}");
    }

    private static List<String> keys(Client.Result result) {
        assertThat(result.status()).as(result.body()).isEqualTo(200);
        return result.data()
                .path("records")
                .valueStream()
                .map(row -> row.path("id").path("value").asText().replaceFirst("^0{8,15}", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ints | | ffffffffffffffff 1 2 3 a",
                "strs | | 0_a 10 9 a b z",
                "mixed | | 5 0_a 10 9 a b z",
                "floats | | bff8000000000000 3ff8000000000000",
                "ints | 'start':'2' | 2 3 a",
                "ints | 'start':'0000000000000002' | 2 3 a",
                "ints | 'start':2 | 2 3 a",
                "ints | 'start':'2','startInclusive':false | 3 a",
                "ints | 'start':'2','startInclusive':null | 3 a",
                "ints | 'start':'2','end':'a' | 2 3",
                "ints | 'start':'2','end':'A','endInclusive':true | 2 3 a",
                "ints | 'start':'a','end':'2' | ''",
                "ints | 'start':'ffffffffffffffff','end':'1' | ffffffffffffffff",
                "ints | 'start':'2','startType':'STRING' | ''",
                "ints | 'start':'4004000000000000','startType':'FLOAT64' | 3 a",
                "strs | 'start':'a' | a b z",
                "strs | 'start':'0000000000000000','end':'0000000000000064' | ''",
                "strs | 'start':'0000000000000000','startType':'INT64' | 0_a 10 9 a b z",
                "mixed | 'limit':3,'start':'10','startInclusive':false | 0_a 10 9",
                "mixed | 'limit':3,'start':'10','startType':'STRING','startInclusive':false | 9 a b",
                "mixed | 'limit':3,'start':'b','startInclusive':false | 0_a 10 9",
                "floats | 'start':'bff8000000000000','startInclusive':false | 3ff8000000000000",
                "ints | 'limit':2 | ffffffffffffffff 1",
                "ints | 'limit':0 | ''",
                "ints | 'limit':null | ''",
                "ints | 'limit':-1 | ffffffffffffffff 1 2 3 a",
                "ints | 'foo':1,'limit':1 | ffffffffffffffff"
            })
    void keysComeInOrderAndWithinTheirBounds(String table, String options, String expected) {
        assertThat(String.join(" ", keys(scan(table, options)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ints | 'start':'zz' | For input string: `zz` under radix 16~invalid start zz~request=ScanTableRequest(tables=[TableDesc(tableName=project/2/test/ints, columnPrefix=null, columns=null, keepNone=false, revision=null)], start=zz, startType=null, startInclusive=true, end=null, endType=null, endInclusive=false, limit=-1, keepNone=false, rawResult=false, encodeWithType=true, ignoreNonExistingTable=true)",
                "ints | 'start':'-1' | Illegal leading minus sign on unsigned string -1.~invalid start -1~request=",
                "ints | 'start':'' | For input string: `` under radix 16~invalid start ~request=",
                "ints | 'start':'2','startType':'LONG' | No enum constant ai.starwhale.mlops.datastore.ColumnType.LONG~invalid startType LONG~request=",
                "ints | 'limit':1001 | limit must be less or equal to 1000. request=",
                "mixed | 'start':'z' | For input string: `z` under radix 16~invalid start z~request=",
                "missing | 'ignoreNonExistingTable':false | invalid table name project/2/test/missing~request="
            })
    void senselessRequestIsAnsweredAsRecorded(String table, String options, String message) {
        Client.Result result = scan(table, options);

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.json().path("code").asText()).isEqualTo("INVALID REQUEST: Starwhale Internal DataStore");
        assertThat(result.json().path("message").asText())
                .startsWith("invalid request on subject Starwhale Internal DataStore\n"
                        + "invalid request on subject Starwhale Internal DataStore\n"
                        + message.replace('`', '"').replace('~', '\n'));
    }

    @Test
    void unknownColumnIsRefused() {
        Client.Result result = client.scan(
                "{'tables':[{'tableName':'project/2/test/ints','columns':[{'columnName':'id'},{'columnName':'nope'}]}]}");

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.json().path("message").asText()).contains("\ninvalid columns: [nope]\n");
    }

    @Test
    void columnsAreChosenAndRenamed() {
        Client.Result result = client.scan("{'tables':[{'tableName':'project/2/test/ints','columnPrefix':'p/',"
                + "'columns':[{'columnName':'w','alias':'x'}]}],'limit':2,'start':'1'}");

        assertThat(result.data().path("records").toString())
                .isEqualTo("[{\"p/x\":{\"type\":\"INT32\",\"value\":\"00000001\"}},{}]");
        assertThat(result.data().path("columnHints").properties()).hasSize(1);
        assertThat(result.data().path("lastKey").asText()).isEqualTo("0000000000000002");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, true, false",
        "true, false, true, true",
        "false, true, true, false",
        "true, false, false, false",
        "false, true, false, false",
        "true, true, false, true"
    })
    void nullCellsAreKeptWhereTheRightPlacesAskForThem(
            boolean onTable, boolean onRequest, boolean typed, boolean kept) {
        Client.Result result = client.scan("{'tables':[{'tableName':'project/2/test/ints','keepNone':" + onTable
                + "}],'start':'2','limit':1,'keepNone':" + onRequest + ",'encodeWithType':" + typed + "}");

        assertThat(result.data().path("records").path(0).has("w")).isEqualTo(kept);
    }

    @Test
    void tablesAreJoinedByKey() {
        Client.Result result = client.scan("{'tables':[{'tableName':'project/2/test/missing'},"
                + "{'tableName':'project/2/test/ints'},{'tableName':'project/2/test/mixed','columnPrefix':'m_',"
                + "'columns':[{'columnName':'id'}]}],'start':'3','startType':'INT64','limit':3}");

        assertThat(result.data().path("records").toString())
                .isEqualTo("[{\"id\":{\"type\":\"INT64\",\"value\":\"0000000000000003\"},"
                        + "\"w\":{\"type\":\"INT32\",\"value\":\"00000001\"}},"
                        + "{\"m_id\":{\"type\":\"INT64\",\"value\":\"0000000000000005\"}},"
                        + "{\"id\":{\"type\":\"INT64\",\"value\":\"000000000000000a\"},"
                        + "\"w\":{\"type\":\"INT32\",\"value\":\"00000001\"}}]");
        assertThat(client.scan("{'tables':[{'tableName':'project/2/test/ints'},{'tableName':'project/2/test/strs'}],"
                                + "'encodeWithType':false}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void namesThatLeadNowhereAreEmpty() {
        for (String name : List.of("project/2/test/missing", "project/demo/test/ints", "foo/bar", "/project/2/t")) {
            assertThat(client.scan("{'tables':[{'tableName':'" + name + "'}]}").json())
                    .isEqualTo(Samples.json("scan_missing.json"));
        }
        assertThat(client.scan("{'tables':[{'tableName':'project/777/t'}]}").status())
                .isEqualTo(404);
    }

    @Test
    void bodiesOfNoUseAreAnsweredAsRecorded() {
        assertThat(client.scan("{}").status()).isEqualTo(500);
        assertThat(client.scan("{}").type()).isEqualTo("text/html;charset=UTF-8");
        assertThat(client.scan("{'tables':[]}").status()).isEqualTo(400);
        assertThat(client.scan("{'tables':[{'tableName':").status()).isEqualTo(500);
        assertThat(client.scan("{'tables':[{'tableName':").type()).isEqualTo("application/json");
    }

    @Test
    void prefixesOfTablesAreTexts() {
        String[] prefixes = {"'project/2/test/s'", "'project/2/zz','project/2/test/i'", "", "'/project/2/'"};
        String[] tables = {"[\"project/2/test/strs\"]", "[\"project/2/test/ints\"]", "[]", "[]"};
        for (int i = 0; i < prefixes.length; i++) {
            assertThat(client.post("/datastore/listTables", "{'prefixes':[" + prefixes[i] + "]}")
                            .data()
                            .path("tables")
                            .toString())
                    .isEqualTo(tables[i]);
        }
    }

    @Test
    void deletedRowsAreGone() {
        update("deleted", "STRING", "a", "b");
        client.post(
                "/datastore/updateTable",
                "{'tableName':'project/2/test/deleted','tableSchemaDesc':{'keyColumn':'id','columnSchemaList':["
                        + "{'name':'id','type':'STRING'}]},'records':[{'values':[{'key':'id','value':'a'},"
                        + "{'key':'-','value':'1'}]}]}");

        assertThat(keys(scan("deleted", ""))).containsExactly("b");
    }

    @Test
    void updateThatIsRefusedChangesNothing() {
        update("refused", "STRING", "a");
        Client.Result result = client.post(
                "/datastore/updateTable",
                "{'tableName':'project/2/test/refused','tableSchemaDesc':{'keyColumn':'id','columnSchemaList':["
                        + "{'name':'id','type':'STRING'}]},'records':[{'values':[{'key':'id','value':'b'}]},"
                        + "{'values':[]}]}");

        assertThat(result.status()).isEqualTo(400);
        assertThat(keys(scan("refused", ""))).containsExactly("a");
    }

    @Test
    void rowOfAllTypesIsStoredAsThePythonSdkSendsIt() {
        String answer = client.post("/datastore/updateTable", Samples.text("update_alltypes.json"))
                .data()
                .asText();
        Client.Result result = client.scan("{'tables':[{'tableName':'project/2/test/written','keepNone':true}]}");

        assertThat(answer).isEqualTo("1");
        assertThat(Samples.comparable(result.json())).isEqualTo(Samples.json("scan_alltypes_typed.json"));
    }

    @Test
    void rowsOfATableArePlainJavaValues() {
        server.project("demo")
                .addTable(
                        "test/java",
                        Table.of(List.of(Map.of(
                                "id",
                                1,
                                "t",
                                Values.tuple((byte) 1, null),
                                "o",
                                Values.object("a.B", Map.of("x", 1f))))));

        assertThat(Samples.comparable(scan("java", "").data().path("records").path(0)))
                .isEqualTo(Json.parse("{\"id\":{\"type\":\"INT32\",\"value\":\"00000001\"},"
                        + "\"t\":{\"type\":\"TUPLE\",\"value\":[{\"type\":\"INT8\",\"value\":\"01\"},"
                        + "{\"type\":\"UNKNOWN\",\"value\":null}]},"
                        + "\"o\":{\"type\":\"OBJECT\",\"pythonType\":\"a.B\",\"value\":"
                        + "{\"x\":{\"type\":\"FLOAT32\",\"value\":\"3f800000\"}}}}"));
    }
}
