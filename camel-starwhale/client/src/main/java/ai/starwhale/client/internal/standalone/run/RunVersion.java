// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.IfEnded;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The versions of jobs that are made for idempotency keys: 40 characters of a-z and 2-7, as swcli makes them itself. */
public final class RunVersion {
    private static final Pattern FORM = Pattern.compile("[a-z2-7]{40}");
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_DIGIT = 5;

    private RunVersion() {}

    /** The version of the n-th job that is made in a project for a key, counted from 0. */
    public static String of(String project, String key, int attempt) {
        byte[] hash = sha256(project + '\0' + key + '\0' + attempt);
        StringBuilder version = new StringBuilder();
        long bits = 0;
        int held = 0;
        ByteBuffer bytes = ByteBuffer.wrap(hash, 0, 25);
        while (bytes.hasRemaining()) {
            bits = (bits << Byte.SIZE) | (bytes.get() & 0xFF);
            held += Byte.SIZE;
            while (held >= BITS_PER_DIGIT) {
                held -= BITS_PER_DIGIT;
                version.append(DIGITS.charAt((int) (bits >> held) & 0x1F));
            }
        }
        return version.toString();
    }

    /**
     * The version that a key means now. Of its jobs it is the first that did not fail and was not cancelled or removed;
     * else the last one, or the next one where that is asked for.
     */
    public static String forKey(Confined root, String project, String key, IfEnded ifEnded) {
        String last = null;
        for (int attempt = 0; ; attempt++) {
            String version = of(project, key, attempt);
            JobFolder folder = new JobFolder(root, project, version);
            if (!folder.exists() && last != null && ifEnded == IfEnded.ADOPT) {
                return last;
            }
            if (!folder.hasEndedBadly()) {
                return version;
            }
            last = version;
        }
    }

    /**
     * Versions become paths, so that nothing else may be taken for one.
     *
     * @throws InvalidRequestException if this is not a version
     */
    static void check(String version) {
        if (!FORM.matcher(version).matches()) {
            throw new InvalidRequestException(
                    "version '" + version + "' of a job: expected 40 characters of a-z and 2-7", 0, null);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
