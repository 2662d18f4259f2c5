// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The blobs of a server by their uris, and the signatures that open them. */
final class Blobs {

    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final String secret = Ids.uuid();
    private volatile RangeAnswers ranges = RangeAnswers.AS_RECORDED;

    void put(String uri, byte[] bytes) {
        blobs.put(uri, bytes.clone());
    }

    void remove(String uri) {
        blobs.remove(uri);
    }

    byte @Nullable [] get(String uri) {
        return blobs.get(uri);
    }

    /** Puts a blob where an evaluation puts it. Returns its uri. */
    String put(String projectId, String evaluation, String hash, byte[] bytes) {
        String uri = "starwhale/controller/project/" + projectId + "/common-eval/" + evaluation + "/"
                + hash.substring(0, Math.min(2, hash.length())) + "/" + hash;
        put(uri, bytes);
        return uri;
    }

    RangeAnswers ranges() {
        return ranges;
    }

    void ranges(RangeAnswers how) {
        ranges = how;
    }

    /** The signature of a uri that is good until some time. */
    String signature(String uri, String expires) {
        return hash((secret + "\n" + uri + "\n" + expires).getBytes(StandardCharsets.UTF_8));
    }

    static String hash(byte[] bytes) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
