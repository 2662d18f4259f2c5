// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.PageRequest;
import ai.starwhale.client.Scan;
import ai.starwhale.client.Starwhale;
import ai.starwhale.client.StarwhaleException;
import org.jspecify.annotations.Nullable;

/** Checks the options of a producer when it starts, as far as no instance is needed for that. */
final class ProducerOptions {
    private ProducerOptions() {}

    /**
     * Checks all of them, whatever the operation: a header may choose another one.
     *
     * @throws IllegalArgumentException if an option cannot work; the message names it
     */
    static void check(StarwhaleConfiguration options, Starwhale starwhale) {
        fetchSize(options.getFetchSize());
        if (options.getTtl() != 0 && options.getTtl() < 1000) {
            throw new IllegalArgumentException("option ttl=" + options.getTtl() + ": at least one second is expected");
        }
        notNegative("awaitTimeout", options.getAwaitTimeout());
        notNegative("datasetHead", options.getDatasetHead());
        notBlank("model", options.getModel());
        notBlank("runHandler", options.getRunHandler());
        notBlank("table", options.getTable());
        notBlank("job", options.getJob());
        notBlank("project", options.getProject());
        notBlank("idempotencyKey", options.getIdempotencyKey());
        understood("pageIndex or pageSize", () -> PageRequest.of(options.getPageIndex(), options.getPageSize()));
        understood("overwriteSpecs", () -> JobRequests.overwriteSpecs(options.getOverwriteSpecs()));
        String job = options.getJob();
        if (job != null) {
            understood("job", () -> starwhale.job(Options.address(options.getProject(), job)));
        }
    }

    private static void fetchSize(int value) {
        int most = Scan.all().pageSize();
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("option fetchSize=" + value + ": from 1 to " + most + " rows");
        }
    }

    private static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("option " + name + "=" + value + ": 0 or more is expected");
        }
    }

    private static void notBlank(String name, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException("option " + name + " is blank");
        }
    }

    /**
     * Does something with an option.
     *
     * @throws IllegalArgumentException if that fails; the message names the option
     */
    static void understood(String name, Runnable check) {
        try {
            check.run();
        } catch (StarwhaleException | IllegalArgumentException e) {
            throw new IllegalArgumentException("option " + name + ": " + e.getMessage(), e);
        }
    }
}
