// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.AwaitTimeoutException;
import ai.starwhale.client.Job;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.StarwhaleException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** The exchanges of one producer that wait for the ends of jobs. None of them holds a thread, but for transacted ones. */
final class JobWaits {
    private final StarwhaleConfiguration configuration;
    private final StarwhaleComponent component;
    private final RouteStops stops;
    private final Set<JobWait> waits = ConcurrentHashMap.newKeySet();

    /** The routes of the exchanges go on in the component's threads. */
    JobWaits(StarwhaleConfiguration configuration, StarwhaleComponent component) {
        this.configuration = configuration;
        this.component = component;
        this.stops = component.routeStops();
    }

    /** Refuses an exchange that could not wait, before anything is done for it. */
    void check(Exchange exchange) {
        for (RouteStop route : stops.of(exchange)) {
            if (route.isStopping()) {
                throw new AwaitStoppedException(route.stops() + ": no job is waited for, and none is made", null);
            }
        }
    }

    /**
     * Waits for the end of the job.
     *
     * @param whenOver gets the job as it ended, or why that was not seen
     * @return whether {@code whenOver} was called already, in this thread: a transaction is bound to its thread
     */
    boolean begin(Job job, Exchange exchange, BiConsumer<@Nullable JobInfo, @Nullable Exception> whenOver) {
        CompletableFuture<JobInfo> end = ended(job);
        List<RouteStop> routes = stops.of(exchange);
        JobWait wait = JobWait.begin(job, end, configuration.getAwaitTimeout(), exchange);
        waits.add(wait);
        // Camel may stop the producer while this still waits: it keeps no more than a thousand of a dynamic endpoint.
        component.waits().add(wait);
        routes.forEach(route -> route.addWait(wait));
        var unused = end.whenComplete((info, failure) -> {
            waits.remove(wait);
            component.waits().remove(wait);
            routes.forEach(route -> route.remove(wait));
        });
        if (exchange.isTransacted()) {
            waitHere(job, end, whenOver);
            return true;
        }
        var unusedRest =
                end.whenCompleteAsync((info, failure) -> over(job, info, failure, whenOver), component::execute);
        return false;
    }

    private CompletableFuture<JobInfo> ended(Job job) {
        long limit = configuration.getAwaitTimeout();
        return limit == 0 ? job.ended() : job.ended(Duration.ofMillis(limit));
    }

    private void waitHere(
            Job job, CompletableFuture<JobInfo> end, BiConsumer<@Nullable JobInfo, @Nullable Exception> whenOver) {
        try {
            over(job, end.get(), null, whenOver);
        } catch (ExecutionException e) {
            over(job, null, e.getCause(), whenOver);
        } catch (InterruptedException e) {
            // The flag comes back after the job was cancelled, which an interrupted thread cannot do.
            over(job, null, new AwaitStoppedException("the thread was interrupted", e), whenOver);
            Thread.currentThread().interrupt();
        } finally {
            end.cancel(false);
        }
    }

    private void over(
            Job job,
            @Nullable JobInfo info,
            @Nullable Throwable failure,
            BiConsumer<@Nullable JobInfo, @Nullable Exception> whenOver) {
        Exception told = null;
        if (failure != null) {
            try {
                told = explained(job, failure);
            } catch (RuntimeException e) {
                told = exception(job, failure);
                told.addSuppressed(e);
            }
        }
        whenOver.accept(info, told);
    }

    /** Why the end was not seen, after what is to be done to the job then. */
    private Exception explained(Job job, Throwable failure) {
        if (failure instanceof AwaitTimeoutException timeout) {
            if (configuration.getOnTimeout() == Unfinished.leave) {
                return timeout;
            }
            Cancellation cancellation = Cancellation.of(job);
            return cancellation.suppressedIn(new AwaitTimeoutException(
                    job.uri() + " has not ended within " + TimeUtils.printDuration(configuration.getAwaitTimeout())
                            + "; " + cancellation.told() + " (onTimeout=cancel)",
                    timeout));
        }
        if (failure instanceof AwaitStoppedException stop) {
            String told = stop.getMessage() + " while the end of " + job.uri() + " is waited for; ";
            if (configuration.getOnStop() == Unfinished.leave) {
                return new AwaitStoppedException(told + "the job goes on", stop);
            }
            Cancellation cancellation = Cancellation.of(job);
            return cancellation.suppressedIn(
                    new AwaitStoppedException(told + cancellation.told() + " (onStop=cancel)", stop));
        }
        return exception(job, failure);
    }

    private static Exception exception(Job job, Throwable failure) {
        return failure instanceof Exception e ? e : new StarwhaleException(job.uri(), failure);
    }

    /** What waits now. */
    Collection<JobWait> now() {
        return Collections.unmodifiableSet(waits);
    }

    /** Ends all that still waits; {@code why} is a clause. */
    void stop(String why) {
        waits.forEach(wait -> wait.stop(why));
    }
}
