// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

/** The numbers from 0 on in the order of their decimal texts: 0, 1, 10, 100, 101, ... */
final class DecimalOrder {

    private DecimalOrder() {}

    /** The number at a place of that order, of the numbers below {@code count}. */
    static long number(long place, long count) {
        if (place == 0) {
            return 0;
        }
        long number = 1;
        long left = place - 1;
        while (left > 0) {
            long below = startingWith(number, count);
            if (below <= left) {
                left -= below;
                number++;
            } else {
                left--;
                number *= 10;
            }
        }
        return number;
    }

    private static long startingWith(long prefix, long count) {
        long sum = 0;
        for (long from = prefix, width = 1; from < count; from *= 10, width *= 10) {
            sum += Math.min(width, count - from);
        }
        return sum;
    }
}
