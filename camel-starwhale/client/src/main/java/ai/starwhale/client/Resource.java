// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

/**
 * How much of a resource each replica of a step gets: bytes of {@code memory}, cores of {@code cpu}, or whole {@code
 * nvidia.com/gpu}.
 *
 * @param request what is set aside for it
 * @param limit what it cannot exceed
 */
public record Resource(double request, double limit) {

    /**
     * Checks the amounts.
     *
     * @throws InvalidRequestException if an amount is negative, infinite or not a number
     */
    public Resource {
        check("request", request);
        check("limit", limit);
    }

    /** The same amount for both. */
    public static Resource of(double amount) {
        return new Resource(amount, amount);
    }

    private static void check(String name, double amount) {
        if (!(amount >= 0) || Double.isInfinite(amount)) {
            throw new InvalidRequestException(name + " " + amount + ": a number from 0 on is expected", 0, null);
        }
    }
}
