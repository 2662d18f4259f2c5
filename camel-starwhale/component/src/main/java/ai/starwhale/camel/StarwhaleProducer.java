// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Job;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.Starwhale;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Does what its operation says. */
final class StarwhaleProducer extends DefaultProducer {
    private final StarwhaleEndpoint endpoint;
    private final Map<Operation, JobOperation> operations = new EnumMap<>(Operation.class);

    StarwhaleProducer(StarwhaleEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        operations.put(Operation.create, new CreateOperation());
        operations.put(Operation.get, StarwhaleProducer::get);
        operations.put(Operation.list, StarwhaleProducer::list);
        operations.put(Operation.status, StarwhaleProducer::status);
        operations.put(Operation.summary, answering(Job::summary));
        operations.put(Operation.tables, answering(Job::tables));
        operations.put(Operation.tasks, answering(Job::tasks));
        operations.put(Operation.rows, new RowsOperation());
    }

    @Override
    public void process(Exchange exchange) {
        Options options = new Options(endpoint.getConfiguration(), exchange.getMessage());
        Objects.requireNonNull(operations.get(options.operation())).process(endpoint.client(), options, exchange);
    }

    private static void get(Starwhale starwhale, Options options, Exchange exchange) {
        JobInfo job = starwhale.job(options.job()).info();
        exchange.getMessage().setBody(job);
        JobHeaders.set(exchange.getMessage(), job);
    }

    private static void status(Starwhale starwhale, Options options, Exchange exchange) {
        JobInfo job = starwhale.job(options.job()).info();
        exchange.getMessage().setBody(job.status().name());
        JobHeaders.set(exchange.getMessage(), job);
    }

    private static void list(Starwhale starwhale, Options options, Exchange exchange) {
        int index = options.number(
                StarwhaleConstants.PAGE_INDEX, options.configuration().getPageIndex());
        int size = options.number(
                StarwhaleConstants.PAGE_SIZE, options.configuration().getPageSize());
        Page<JobInfo> page = starwhale.jobs(options.project(), PageRequest.of(index, size));
        Message message = exchange.getMessage();
        message.setBody(page.items());
        message.setHeader(StarwhaleConstants.PAGE_INDEX, page.index());
        message.setHeader(StarwhaleConstants.PAGE_SIZE, page.size());
        message.setHeader(StarwhaleConstants.PAGES, page.pages());
        message.setHeader(StarwhaleConstants.TOTAL, page.total());
    }

    /** An operation whose answer is the body, and that says no more than which job it is of. */
    private static JobOperation answering(Function<Job, ?> question) {
        return (starwhale, options, exchange) -> {
            Job job = starwhale.job(options.job());
            exchange.getMessage().setBody(question.apply(job));
            exchange.getMessage().setHeader(StarwhaleConstants.JOB_URI, job.uri());
        };
    }
}
