// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that swcli writes: {@code 2026-11-22 07:15:34 UTC}, the local time and what the zone calls itself then.
 *
 * <p>Such a name need not be the name of one zone (CST is the time of Chicago, Shanghai and Havana), and it is never needed
 * where the files are read on the machine that wrote them: apart from UTC, GMT and names that are an offset, a time is
 * taken as one of this machine's zone, and the name only tells the two apart that a clock shows twice in autumn.
 */
public final class JobTimes {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT);
    private static final Pattern WRITTEN = Pattern.compile("([0-9-]{10}) ([0-9:]{8})(?: (\\S+))?");
    private static final Pattern OFFSET = Pattern.compile("[+-][0-9]{2}(:?[0-9]{2})?");

    private final ZoneId zone;

    public JobTimes(ZoneId zone) {
        this.zone = zone;
    }

    /** The text that swcli writes for a time. */
    public static String format(ZonedDateTime time) {
        return FORM.format(time);
    }

    /** The time, or null where the text is none. */
    public @Nullable Instant parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.parse(
                    written.group(1) + "T" + written.group(2), DateTimeFormatter.ISO_LOCAL_DATE_TIME);
            return local.toInstant(offset(local, written.group(3)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private ZoneOffset offset(LocalDateTime local, @Nullable String name) {
        if (name != null && List.of("UTC", "GMT", "Z").contains(name)) {
            return ZoneOffset.UTC;
        }
        if (name != null && OFFSET.matcher(name).matches()) {
            return ZoneOffset.of(name);
        }
        ZoneOffset first = local.atZone(zone).getOffset();
        return zone.getRules().getValidOffsets(local).stream()
                .filter(offset -> name(local.toInstant(offset)).equals(name))
                .findFirst()
                .orElse(first);
    }

    private String name(Instant time) {
        return TimeZone.getTimeZone(zone)
                .getDisplayName(zone.getRules().isDaylightSavings(time), TimeZone.SHORT, Locale.US);
    }
}
