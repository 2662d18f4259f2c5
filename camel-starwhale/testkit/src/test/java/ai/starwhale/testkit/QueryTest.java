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

class QueryTest {

    private static StarwhaleServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = StarwhaleServer.start();
        client = Client.of(server);
        server.addProject("demo")
                .addTable(
                        "t",
                        Table.of(List.of(
                                Map.of("id", 1L, "w", 3L, "s", "a"),
                                Map.of("id", 2L, "s", "b"),
                                Map.of("id", 3L, "w", 1L, "s", "a"),
                                Map.of("id", 4L, "w", 2L, "ok", true))))
                .addTable("big", Table.generated(1_000_000, i -> Map.of("id", i)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Client.Result query(String table, String options) {
        return client.query("{'tableName':'project/1/" + table + "','rawResult':true" + options + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'operator':'EQUAL','operands':[{'columnName':'w'},{'intValue':1}] | 3",
                "'operator':'EQUAL','operands':[{'columnName':'w'},{'stringValue':'1'}] | 3",
                "'operator':'EQUAL','operands':[{'columnName':'w'},{}] | 2",
                "'operator':'EQUAL','operands':[{'columnName':'s'},{'stringValue':'a'}] | 1 3",
                "'operator':'GREATER','operands':[{'columnName':'w'},{'floatValue':1.5}] | 1 4",
                "'operator':'GREATER_EQUAL','operands':[{'columnName':'w'},{'intValue':2}] | 1 4",
                "'operator':'LESS','operands':[{'columnName':'w'},{'intValue':2}] | 2 3",
                "'operator':'LESS_EQUAL','operands':[{'columnName':'w'},{'intValue':2}] | 2 3 4",
                "'operator':'LESS','operands':[{'intValue':2},{'columnName':'w'}] | 1",
                "'operator':'EQUAL','operands':[{'columnName':'w'},{'stringValue':'none'}] | ''",
                "'operator':'EQUAL','operands':[{'columnName':'w'},{'stringValue':'1.0'}] | ''",
                "'operator':'EQUAL','operands':[{'columnName':'ok'},{'stringValue':'True'}] | 4",
                "'operator':'NOT','operands':[{'filter':{'operator':'EQUAL','operands':[{'columnName':'s'},{'stringValue':'a'}]}}] | 2 4",
                "'operator':'AND','operands':[{'filter':{'operator':'EQUAL','operands':[{'columnName':'s'},{'stringValue':'a'}]}},{'filter':{'operator':'GREATER','operands':[{'columnName':'w'},{'intValue':1}]}}] | 1",
                "'operator':'OR','operands':[{'filter':{'operator':'EQUAL','operands':[{'columnName':'w'},{'intValue':2}]}},{'filter':{'operator':'EQUAL','operands':[{'columnName':'s'},{'stringValue':'b'}]}}] | 2 4"
            })
    void filterFindsRows(String filter, String ids) {
        assertThat(ids(query("t", ",'filter':{" + filter + "}"))).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'orderBy':[{'columnName':'w'}] | 2 3 4 1",
                "'orderBy':['w'] | 2 3 4 1",
                "'orderBy':[{'columnName':'w','descending':true}] | 1 4 3 2",
                "'orderBy':[{'columnName':'s'},{'columnName':'w','descending':true}] | 4 1 3 2",
                "'orderBy':[{'columnName':'id','descending':true}],'limit':1 | 4",
                "'orderBy':[{'columnName':'w'}],'start':1,'limit':2 | 3 4",
                "'start':3 | 4",
                "'start':9 | ''"
            })
    void rowsComeInOrderFromAnOffsetOn(String options, String ids) {
        assertThat(ids(query("t", "," + options))).isEqualTo(ids);
    }

    private static String ids(Client.Result result) {
        assertThat(result.status()).as(result.body()).isEqualTo(200);
        assertThat(result.data().has("lastKey")).isFalse();
        return String.join(
                " ",
                result.data()
                        .path("records")
                        .valueStream()
                        .map(row -> row.path("id").asText())
                        .toList());
    }

    @Test
    void offsetBeforeTheBeginningIsTheBeginning() {
        assertThat(ids(query("t", ",'start':-1,'limit':2"))).isEqualTo("1 2");
    }

    @Test
    void greatestKeyOfALongTableIsFoundAtOnce() {
        assertThat(ids(query("big", ",'orderBy':[{'columnName':'id','descending':true}],'limit':1")))
                .isEqualTo("999999");
    }

    @Test
    void typesAreThereOnlyIfAskedFor() {
        assertThat(query("t", ",'limit':1").data().has("columnTypes")).isTrue();
        assertThat(query("t", ",'limit':1,'encodeWithType':true").data().has("columnTypes"))
                .isFalse();
    }

    @Test
    void nullsAreKeptIfTheRequestSaysSo() {
        server.project("demo").addTable("nulls", Table.of(Values.rows(Samples.text("scan_alltypes_typed.json"))));

        assertThat(query("nulls", "").data().path("records").path(0).has("none"))
                .isFalse();
        assertThat(query("nulls", ",'keepNone':true")
                        .data()
                        .path("records")
                        .path(0)
                        .path("none")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'orderBy':[{'columnName':'nope'}]",
                "'filter':{'operator':'LIKE','operands':[{'columnName':'w'},{'intValue':1}]}",
                "'filter':{'operator':'AND','operands':[]}",
                "'columns':[{'columnName':'nope'}]",
                "'limit':1001",
            })
    void senselessQueryIsRefused(String options) {
        assertThat(query("t", "," + options).status()).isEqualTo(400);
    }

    @Test
    void missingTableIsEmpty() {
        assertThat(query("missing", "").data().path("records")).isEmpty();
        assertThat(query("missing", ",'ignoreNonExistingTable':false").status()).isEqualTo(400);
    }
}
