// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Running numbers, one row for each kind of thing, and names made of them. Not thread-safe. */
final class Ids {

    enum Kind {
        USER,
        PROJECT,
        MODEL,
        MODEL_VERSION,
        RUNTIME,
        RUNTIME_VERSION,
        DATASET,
        DATASET_VERSION,
        JOB,
        TASK,
        RUN,
        EVENT,
        TRASH
    }

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private final Map<Kind, Long> last = new EnumMap<>(Kind.class);

    long next(Kind kind) {
        return last.merge(kind, 1L, Long::sum);
    }

    /** Notes that a number is taken. */
    long taken(Kind kind, long id) {
        last.merge(kind, id, Math::max);
        return id;
    }

    static String uuid() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** A version name as swcli makes them, always the same for the same seed. */
    static String versionName(Kind kind, long id) {
        String seed = kind.name().toLowerCase(Locale.ROOT) + id;
        StringBuilder name = new StringBuilder();
        for (byte b : sha512(seed)) {
            name.append(LETTERS.charAt(b & 31));
        }
        return name.substring(0, 40);
    }

    private static byte[] sha512(String text) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }
}
