// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.RuntimeExpressionException;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/** What to split in a route that streams rows. */
public final class StarwhaleRows {
    private StarwhaleRows() {}

    /**
     * The rows in the body, for {@code split(rows()).streaming()}. As {@code split(body()).streaming()}, and it also stops
     * at a failure where the message was copied on its way, as recipientList, multicast and enrich do.
     */
    public static Expression rows() {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                Object body = exchange.getMessage().getBody();
                if (body instanceof ExchangeRows<?> rows) {
                    rows.ownedBy(exchange);
                    return rows;
                }
                throw new RuntimeExpressionException("rows() expects the body of starwhale:job?operation=rows, not "
                        + (body == null ? "nothing" : body.getClass().getName()));
            }

            @Override
            public @Nullable String toString() {
                return "rows()";
            }
        };
    }
}
