// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** How often the steps of routes were taken, and which exchanges failed. */
final class Visits extends EventNotifierSupport implements InterceptStrategy {
    private final Map<NamedNode, Integer> counts = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    int of(NamedNode step) {
        return counts.getOrDefault(step, 0);
    }

    Queue<Throwable> failures() {
        return failures;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode step, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                counts.merge(step, 1, Integer::sum);
                return super.process(exchange, callback);
            }
        };
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeFailedEvent failed) {
            failures.add(failed.getCause());
        }
    }
}
