// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Scan;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reader in a hurry gets pages of large rows early, one who takes his time does not. */
class ScanPagesTest {
    private final StarwhaleServer server = StarwhaleServer.start();
    private final Transport transport =
            new Transport(server.url(), Credentials.token(server.issueToken()), HttpSettings.DEFAULT, Time.SYSTEM);
    private final List<Runnable> fetches = new ArrayList<>();

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Test
    void aReaderInAHurryHasTheNextPageFetchedWhileOneIsDecoded() {
        ScanPages pages = pages();
        pages.hurry(true);
        pages.next();
        pages.next();

        assertThat(fetches).hasSize(1);
    }

    @Test
    void aReaderWhoTakesHisTimeHasNot() {
        ScanPages pages = pages();
        pages.next();
        pages.next();

        assertThat(fetches).isEmpty();
    }

    private ScanPages pages() {
        Project project = server.addProject("demo");
        String text = "x".repeat(2000);
        project.addTable("large", Table.generated(200, i -> Map.of("id", i, "text", text)));
        return new ScanPages(
                transport,
                "project/" + project.id() + "/large",
                "table 'large'",
                Scan.all().pageSize(50),
                ObjectValues.AS_DATA,
                Set::of,
                () -> {},
                fetches::add);
    }
}
