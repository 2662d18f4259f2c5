// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Job;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.Starwhale;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The operations of a producer. Those that need more than a few lines are classes of their own. */
final class Operations {
    private Operations() {}

    /** Each of them for this endpoint; {@code stops} end what is still being read. */
    static Map<Operation, JobOperation> all(String endpoint, RouteStops stops) {
        Map<Operation, JobOperation> all = new EnumMap<>(Operation.class);
        all.put(Operation.create, new CreateOperation(endpoint));
        all.put(Operation.dryRun, new DryRunOperation());
        // The wait itself is the producer's.
        all.put(Operation.await, (starwhale, options, exchange) -> {});
        all.put(Operation.get, acting(job -> {}));
        all.put(Operation.list, Operations::list);
        all.put(Operation.status, Operations::status);
        all.put(Operation.summary, answering(Job::summary));
        all.put(Operation.tables, answering(Job::tables));
        all.put(Operation.columns, Operations::columns);
        all.put(Operation.rows, new RowsOperation(stops));
        all.put(Operation.tasks, answering(Job::tasks));
        all.put(Operation.events, answering(Job::events));
        all.put(Operation.logs, new LogsOperation());
        all.put(Operation.cancel, acting(Job::cancel));
        all.put(Operation.pause, acting(Job::pause));
        all.put(Operation.resume, acting(Job::resume));
        all.put(Operation.remove, Operations::remove);
        all.put(Operation.recover, acting(Job::recover));
        all.put(Operation.comment, Operations::comment);
        return all;
    }

    /** Does something to a job and tells how it is then. */
    private static JobOperation acting(Consumer<Job> action) {
        return (starwhale, options, exchange) -> {
            Job job = starwhale.job(options.job());
            action.accept(job);
            JobHeaders.setWithBody(exchange.getMessage(), job.info());
        };
    }

    /** An operation whose answer is the body, and that says no more than which job it is of. */
    private static JobOperation answering(Function<Job, ?> question) {
        return (starwhale, options, exchange) -> {
            Job job = starwhale.job(options.job());
            exchange.getMessage().setBody(question.apply(job));
            exchange.getMessage().setHeader(StarwhaleConstants.JOB_URI, job.uri());
        };
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

    private static void columns(Starwhale starwhale, Options options, Exchange exchange) {
        String table = options.table();
        answering(job -> job.columns(table)).process(starwhale, options, exchange);
        exchange.getMessage().setHeader(StarwhaleConstants.TABLE, table);
    }

    /** Tells of the job as it was before: its uuid does not lead to it any more, and a redelivery has to find it. */
    private static void remove(Starwhale starwhale, Options options, Exchange exchange) {
        JobInfo job = starwhale.job(options.job()).info();
        starwhale.job(job.uri()).remove();
        JobHeaders.setWithBody(exchange.getMessage(), job);
    }

    private static void comment(Starwhale starwhale, Options options, Exchange exchange) {
        String given =
                options.text(StarwhaleConstants.COMMENT, options.configuration().getComment());
        String text = given == null ? exchange.getMessage().getBody(String.class) : given;
        if (text == null) {
            throw new InvalidRequestException(
                    "no comment: set the body, the option comment or the header " + StarwhaleConstants.COMMENT,
                    0,
                    null);
        }
        acting(job -> job.comment(text)).process(starwhale, options, exchange);
    }
}
