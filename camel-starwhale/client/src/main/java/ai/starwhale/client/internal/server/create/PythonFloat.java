// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Finite floats as Python's {@code yaml.dump} writes them: the fewest digits that mean the number. */
final class PythonFloat {
    /** Enough for any number. */
    private static final int MOST_DIGITS = 17;

    private PythonFloat() {}

    static String text(double value) {
        if (value == 0) {
            return Double.toString(value);
        }
        BigDecimal shortest = shortest(value).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + "."
                + (digits.length() == 1 ? "0" : digits.substring(1))
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /** Unlike {@link Double#toString}, which gives a digit too many before Java 19. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }
}
