// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.ValueType.Kind;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random scalars as a Server writes them, edges among them more often than chance would have it. */
final class AnyScalar {
    private static final HexFormat HEX = HexFormat.of();
    private static final List<Double> EDGES =
            List.of(Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -1.5);
    private static final List<String> TEXTS =
            List.of("", "null", "0000000000000001", "héllo 你", "\ud83d\ude00", "\"\\/\u0000\u001f\u2028", "{}", "[1]");

    private AnyScalar() {}

    static String text(Kind kind, Random random) {
        return switch (kind) {
            case BOOL -> random.nextBoolean() ? "1" : "0";
            case INT8 -> HEX.toHexDigits((byte) number(random));
            case INT16 -> HEX.toHexDigits((short) number(random));
            case INT32 -> HEX.toHexDigits((int) number(random));
            case INT64 -> HEX.toHexDigits(number(random));
            case FLOAT32 -> HEX.toHexDigits(Float.floatToIntBits((float) decimal(random)));
            case FLOAT64 -> HEX.toHexDigits(Double.doubleToLongBits(decimal(random)));
            case BYTES ->
                Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(8)
                                .putLong(random.nextLong())
                                .array());
            case STRING ->
                random.nextInt(3) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : Long.toString(random.nextLong(), 36);
            default -> throw new IllegalArgumentException(kind + " is no scalar");
        };
    }

    private static long number(Random random) {
        return random.nextInt(3) == 0 ? random.nextInt(3) - 1 : random.nextLong() >> random.nextInt(64);
    }

    private static double decimal(Random random) {
        return random.nextInt(3) == 0 ? EDGES.get(random.nextInt(EDGES.size())) : random.nextGaussian() * 1e10;
    }
}
