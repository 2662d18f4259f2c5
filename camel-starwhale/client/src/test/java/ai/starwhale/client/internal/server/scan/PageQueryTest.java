// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.server.pages.Key;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** What a Server is asked for a page with: all that is wanted, and nothing as null. */
class PageQueryTest {
    private static final Key START = new Key(Kind.INT64, "05");
    private static final Key END = new Key(Kind.FLOAT64, "4000000000000000");

    @Test
    void wholeTable() throws JsonProcessingException {
        assertSent(
                new PageQuery("t", Scan.all().pageSize(7), null, true, null, true),
                "{'tables':[{'tableName':'t'}],'limit':7,'encodeWithType':true}");
    }

    @Test
    void bounds() throws JsonProcessingException {
        PageQuery query = new PageQuery("t", Scan.all().endInclusive(), START, true, END, false);

        assertSent(
                query,
                "{'tables':[{'tableName':'t'}],'start':'05','startType':'INT64','startInclusive':true,"
                        + "'end':'4000000000000000','endType':'FLOAT64','endInclusive':true,'limit':1000,"
                        + "'encodeWithType':false}");
        assertSent(
                query.behind(new Key(Kind.STRING, "a")).withTypes(true),
                "{'tables':[{'tableName':'t'}],'start':'a','startType':'STRING','startInclusive':false,"
                        + "'end':'4000000000000000','endType':'FLOAT64','endInclusive':true,'limit':1000,"
                        + "'encodeWithType':true}");
    }

    @Test
    void columnsWithTheKeyOnce() throws JsonProcessingException {
        assertSent(
                new PageQuery("t", Scan.all().columns("a"), null, true, null, true),
                "{'tables':[{'tableName':'t','columns':[{'columnName':'a'},{'columnName':'id'}]}],'limit':1000,"
                        + "'encodeWithType':true}");
        assertSent(
                new PageQuery("t", Scan.all().columns("id", "a"), null, true, null, true),
                "{'tables':[{'tableName':'t','columns':[{'columnName':'id'},{'columnName':'a'}]}],'limit':1000,"
                        + "'encodeWithType':true}");
    }

    @Test
    void cellsThatHoldNothingInBothForms() throws JsonProcessingException {
        assertSent(
                new PageQuery("t", Scan.all().keepNone(), null, true, null, true),
                "{'tables':[{'tableName':'t','keepNone':true}],'keepNone':true,'limit':1000,'encodeWithType':true}");
    }

    private static void assertSent(PageQuery query, String body) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(query.call("read it").body())).isEqualTo(json.readTree(body.replace('\'', '"')));
    }
}
