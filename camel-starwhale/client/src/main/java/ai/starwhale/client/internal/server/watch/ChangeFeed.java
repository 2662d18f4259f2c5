// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.server.api.SummaryRow;
import ai.starwhale.client.internal.server.api.SummaryRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which jobs of a project changed since it was asked before: their present state, not what came and went between.
 * Only jobs of type EVALUATION; one request a poll, and one more for each further thousand of changes. Not for several
 * threads at once.
 *
 * <p>The cursor is the greatest time of a change that was seen, of the Server's clock alone. A change takes its time
 * before it can be read, so that one with a lower time may show later: what is younger than a minute is read again, and
 * what was seen of it is left out. A Server's clock that is set back is not noticed.
 */
final class ChangeFeed {
    /** How much later than a change with a greater time a change may show; under load it was far less. */
    static final Duration OVERLAP = Duration.ofSeconds(60);

    private final SummaryRows rows;
    private final Time time;
    private final Map<String, SummaryRow> seen = new HashMap<>();
    private boolean begun;
    private long cursor;
    private long settled;
    private long mark;
    private Instant marked = Instant.MAX;

    ChangeFeed(SummaryRows rows, Time time) {
        this.rows = rows;
        this.time = time;
    }

    boolean hasBegun() {
        return begun;
    }

    /** The greatest time of a change that was seen, in milliseconds of the Server's clock; 0 if there was none. */
    long cursor() {
        return cursor;
    }

    /** Starts at the present: what changes from now on will be told, and what changed in the last minute. */
    void begin() {
        List<SummaryRow> latest = rows.latest();
        begin(latest.isEmpty() ? 0 : latest.get(0).modified());
    }

    /** Goes on where another feed was; what changed in the minute before that is told again. */
    void begin(long from) {
        cursor = from;
        settled = 0;
        seen.clear();
        mark();
        begun = true;
    }

    /** Forgets the present, which nobody has to read up to any more; it may begin again. */
    void end() {
        begun = false;
        seen.clear();
    }

    /** The changes since the last poll, in the order of their times. After a failure they are told by the next poll. */
    List<SummaryRow> poll() {
        Instant asked = time.steady();
        long from = from();
        String operator = "GREATER";
        int offset = 0;
        Map<String, SummaryRow> read = new HashMap<>();
        List<SummaryRow> news = new ArrayList<>();
        while (true) {
            List<SummaryRow> page = rows.after(SummaryRows.MODIFIED, operator, from, offset);
            for (SummaryRow row : page) {
                SummaryRow before = read.containsKey(row.uuid()) ? read.get(row.uuid()) : seen.get(row.uuid());
                if (!row.equals(before)) {
                    news.add(row);
                }
                read.put(row.uuid(), row);
            }
            if (page.size() < SummaryRows.PAGE) {
                break;
            }
            long last = page.get(page.size() - 1).modified();
            // Rows of one time may go on over the end of a page, or over whole pages.
            offset = operator.equals("GREATER_EQUAL") && last == from ? offset + SummaryRows.PAGE : 0;
            operator = "GREATER_EQUAL";
            from = last;
        }
        for (SummaryRow row : read.values()) {
            cursor = Math.max(cursor, row.modified());
        }
        seen.putAll(read);
        settle(asked);
        seen.values().removeIf(row -> row.modified() <= from());
        return news;
    }

    private long from() {
        return Math.max(cursor - OVERLAP.toMillis(), settled);
    }

    /**
     * What was at the cursor when a minute began can be read when that minute is over, so that a project in which nothing
     * happens any more is not read again for ever. Of our own clock only the time that passed is used.
     */
    private void settle(Instant asked) {
        if (!Duration.between(marked, asked).minus(OVERLAP).isNegative()) {
            settled = mark;
            mark();
        }
    }

    private void mark() {
        mark = cursor;
        marked = time.steady();
    }
}
