// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The lines that the SDK writes for the rows that {@code write_table.py} logs. */
final class StandaloneRow {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder json = new StringBuilder();
    private final MessageDigest md5;

    StandaloneRow() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    byte[] line(int i, long revision) {
        boolean hasNote = i % 3 != 0;
        json.setLength(0);
        json.append("{\"key\": \"id\", \"records\": {\"")
                .append(revision)
                .append("\": {\"schema\": {\"id\": {\"type\": \"INT64\"}, \"loss\": {\"type\": \"FLOAT64\"}, \"index\":"
                        + " {\"type\": \"INT64\"}, \"label\": {\"type\": \"STRING\"}, \"correct\": {\"type\": \"BOOL\"},"
                        + " \"scores\": {\"type\": \"LIST\", \"elementType\": {\"type\": \"FLOAT64\"}}, \"text\":"
                        + " {\"type\": \"STRING\"}, \"note\": {\"type\": \"")
                .append(hasNote ? "STRING" : "UNKNOWN")
                .append("\"}, \"hash\": {\"type\": \"BYTES\"}}, \"data\": {\"id\": ");
        integer(i).append(", \"loss\": ");
        number(i / 7.0).append(", \"index\": ");
        integer(i * 31L).append(", \"label\": \"label-").append(i % 10);
        json.append("\", \"correct\": \"").append(hasNote ? 1 : 0).append("\", \"scores\": [");
        number(i / 3.0).append(", ");
        number(i / 5.0).append(", ");
        number(i / 11.0).append(", ");
        number(i / 13.0).append("], \"text\": \"sentence number ").append(i);
        json.append(": the quick brown fox jumps over the lazy dog, und es freut sich über nichts\", \"note\": ");
        json.append(hasNote ? "\"note " + i % 100 + "\"" : "null").append(", \"hash\": \"");
        json.append(Base64.getEncoder()
                        .encodeToString(md5.digest(Integer.toString(i).getBytes(StandardCharsets.US_ASCII))))
                .append("\"}}}}\n");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder integer(long value) {
        return json.append('"').append(HEX.toHexDigits(value)).append('"');
    }

    private StringBuilder number(double value) {
        return integer(Double.doubleToLongBits(value));
    }
}
