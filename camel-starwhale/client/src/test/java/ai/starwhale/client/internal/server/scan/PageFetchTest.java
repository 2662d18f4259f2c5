// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Scan;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.RecordedRequest;
import ai.starwhale.testkit.StarwhaleServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page behind is fetched early where the size of the pages before says that it is worth it; no page comes in part. */
class PageFetchTest {
    private static final PageQuery FIRST = new PageQuery("table", Scan.all(), Key.of(1L), true, null, true);
    private static final int LARGE = 200_000;
    private static final int TOO_LONG = 5_000_000;

    private final StarwhaleServer server = StarwhaleServer.start();
    private final Transport transport =
            new Transport(server.url(), Credentials.token(server.issueToken()), HttpSettings.DEFAULT, Time.SYSTEM);
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final PageFetch fetch = new PageFetch(transport, "table 't'", tasks::add);

    PageFetchTest() {
        server.intercept(request -> request.path().endsWith("/scanTable") ? Answer.json(200, answers.remove()) : null);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Test
    void pageBehindALargeOneIsFetchedByItsLastKey() {
        fetch.hurry(true);
        answers.add(page(LARGE, 1));
        answers.add(page(LARGE, 2));
        String third = page(LARGE, 3);
        answers.add(third);

        read(FIRST);
        // Behind the first page the form may be another one.
        assertThat(tasks).isEmpty();
        read(behind(1));
        assertThat(tasks).hasSize(1);
        tasks.remove(0).run();

        assertThat(scans()).hasSize(3).last().asString().contains("\"start\":\"" + text(2) + "\"");
        assertThat(read(behind(2))).isEqualTo(third);
        assertThat(scans()).hasSize(3);
    }

    @Test
    void nothingIsFetchedEarlyWhereNobodyIsInAHurry() {
        answers.add(page(LARGE, 1));
        answers.add(page(LARGE, 2));

        read(FIRST);
        read(behind(1));

        assertThat(tasks).isEmpty();
    }

    @Test
    void nothingIsFetchedEarlyBehindAPageWithoutItsLastKey() {
        fetch.hurry(true);
        answers.add(page(LARGE, 1));
        answers.add(page(LARGE, 2).replace("lastKey", "lastRow"));

        read(FIRST);
        read(behind(1));

        assertThat(tasks).isEmpty();
    }

    @Test
    void pageOf64KiBIsWorthIt() {
        assertThat(tasksBehind(1, 64 * 1024 - 1)).isZero();
        assertThat(tasksBehind(1, 64 * 1024)).isOne();
    }

    @Test
    void pageOfLessThanThreeQuartersOfTheOneBeforeIsTakenForTheLast() {
        assertThat(tasksBehind(LARGE, LARGE / 4 * 3 - 1)).isZero();
        assertThat(tasksBehind(LARGE, LARGE / 4 * 3)).isOne();
    }

    @Test
    void pageThatIsTooLongIsReadAsItComesAndSoAreAllBehindIt() {
        String first = page(TOO_LONG, 1);
        String second = page(TOO_LONG, 2);
        answers.addAll(List.of(first, first, second));

        assertThat(read(FIRST).equals(first)).isTrue();
        assertThat(read(behind(1)).equals(second)).isTrue();

        assertThat(scans()).hasSize(3);
    }

    private int tasksBehind(int first, int second) {
        tasks.clear();
        PageFetch own = new PageFetch(transport, "table 't'", tasks::add);
        own.hurry(true);
        answers.add(page(first, 1));
        answers.add(page(second, 2));
        read(own, FIRST);
        read(own, behind(1));
        return tasks.size();
    }

    private String read(PageQuery asked) {
        return read(fetch, asked);
    }

    private static String read(PageFetch fetch, PageQuery asked) {
        return fetch.read(asked, body -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    private List<String> scans() {
        return server.requests().stream()
                .filter(request -> request.path().endsWith("/scanTable"))
                .map(RecordedRequest::body)
                .toList();
    }

    private static PageQuery behind(long key) {
        return FIRST.behind(Key.of(key));
    }

    private static String text(long key) {
        return Key.of(key).text();
    }

    /** An answer of so many bytes, or a few more where these do not hold it. */
    private static String page(int bytes, long lastKey) {
        String before = "{\"data\":{\"text\":\"";
        String behind = "\",\"lastKey\":\"" + text(lastKey) + "\"}}";
        return before + "x".repeat(Math.max(0, bytes - before.length() - behind.length())) + behind;
    }
}
