// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.Splitter;
import org.jspecify.annotations.Nullable;

/**
 * Moves a checkpoint on as rows are processed. A Splitter that streams and is not parallel asks for a part when it is
 * through with the one before, so that is what it shows; the last parts are known to be processed when their exchange is
 * done.
 */
final class Progress {
    private final @Nullable Checkpoint checkpoint;
    private final int interval;
    /** Parts since the checkpoint. */
    private int given;

    private boolean inOrder;
    /** The last key of the table, when everything was given but may not be processed yet. */
    private @Nullable Object end;
    /** Who writes what was given, and what had been caught in it until then. */
    private @Nullable Exchange writer;

    private @Nullable Object caught;

    /** A checkpoint is written every so many parts. */
    Progress(@Nullable Checkpoint checkpoint, int interval) {
        this.checkpoint = checkpoint;
        this.interval = interval;
    }

    boolean isKept() {
        return checkpoint != null;
    }

    /** The exchange asks for the part behind this position. */
    void next(@Nullable Object position, @Nullable Exchange exchange) {
        if (checkpoint == null) {
            return;
        }
        if (!inOrder) {
            requireOrder(exchange);
            inOrder = true;
        }
        if (given >= interval) {
            checkpoint.write(position);
            given = 0;
        }
        given++;
    }

    /**
     * Everything was given, up to this position; null if there was nothing. Where an exchange writes it somewhere, that can
     * still fail behind the last row.
     */
    void ended(@Nullable Object position, @Nullable Exchange writing) {
        end = position;
        writer = writing;
        caught = writing == null ? null : caughtIn(writing);
    }

    /** Whoever reads begins again, or has failed: what it was given last was not processed. */
    void reset() {
        given = 0;
        inOrder = false;
        end = null;
        writer = null;
        caught = null;
    }

    /** The exchange is done and has not failed; but it may have caught what writing failed with. */
    void complete(Exchange exchange) {
        boolean written = writer == null || caughtIn(exchange) == caught;
        if (checkpoint != null && end != null && written) {
            checkpoint.write(end);
        }
        reset();
    }

    private static @Nullable Object caughtIn(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT);
    }

    private static void requireOrder(@Nullable Exchange exchange) {
        String node = exchange == null ? null : exchange.getExchangeExtension().getHistoryNodeId();
        Processor reader =
                exchange == null || node == null ? null : exchange.getContext().getProcessor(node);
        if (!(reader instanceof Splitter splitter) || !splitter.isStreaming() || splitter.isParallelProcessing()) {
            throw new InvalidRequestException(
                    "with an offsetRepository rows have to be processed in order, or it is not known up to which row"
                            + " they were: split them with split(StarwhaleRows.rows()).streaming() and without"
                            + " parallelProcessing, or write them to a file; here they are read by " + node,
                    0,
                    null);
        }
    }
}
