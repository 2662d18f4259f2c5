// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as the Python SDK's {@code convert_to_bytes} reads them. */
final class MemorySize {
    private static final Pattern FORM =
            Pattern.compile("([0-9]+|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?=\\s*[kmg]))\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L, "k", 1000L, "m", 1_000_000L, "g", 1_000_000_000L, "ki", 1L << 10, "mi", 1L << 20, "gi", 1L << 30);

    private MemorySize() {}

    /** The bytes of a size such as {@code 1.5GiB}, cut off to whole ones. */
    static double bytes(String size) {
        Matcher form = FORM.matcher(size.strip().toLowerCase(Locale.ROOT));
        if (form.matches()) {
            String suffix = form.group(2);
            Long unit = UNITS.get(
                    suffix.length() > 1 && suffix.endsWith("b") ? suffix.substring(0, suffix.length() - 1) : suffix);
            if (unit != null) {
                return Math.floor(Double.parseDouble(form.group(1)) * unit);
            }
        }
        throw new InvalidRequestException(
                "memory '" + size
                        + "': bytes are expected, or a size in Ki, KiB, K, KB, Mi, MiB, M, MB, Gi, GiB, G or GB",
                0,
                null);
    }
}
