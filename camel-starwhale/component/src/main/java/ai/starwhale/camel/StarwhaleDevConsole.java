// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What the Starwhale endpoints of a Camel context are doing: clients, consumers, producers, and the jobs whose end is
 * waited for. It asks no instance, and waits for nothing that an instance or a repository may hold up.
 */
@DevConsole(name = "starwhale", displayName = "Starwhale", description = "Watched and awaited Starwhale jobs")
public final class StarwhaleDevConsole extends AbstractDevConsole {
    /** How many entries of each kind are shown; the option's name. */
    public static final String LIMIT = "limit";

    private static final int DEFAULT_LIMIT = 100;

    public StarwhaleDevConsole() {
        super("camel", "starwhale", "Starwhale", "Watched and awaited Starwhale jobs");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        write(doCallJson(options), "", text);
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        int limit = limit(options);
        List<StarwhaleConsumer> consumers = all(StarwhaleComponent::consumers)
                .sorted(Comparator.comparing(consumer -> order(consumer.getRouteId(), consumer.getEndpoint())))
                .toList();
        List<StarwhaleProducer> producers = all(StarwhaleComponent::producers)
                .sorted(Comparator.comparing(producer -> order(producer.routeId(), producer.getEndpoint())))
                .toList();
        List<JobWait> waits = all(StarwhaleComponent::waits)
                .sorted(Comparator.comparing(JobWait::since))
                .toList();
        List<StarwhaleEndpoint> endpoints = Stream.concat(
                        consumers.stream().map(StarwhaleConsumer::getEndpoint),
                        producers.stream().map(StarwhaleProducer::getEndpoint))
                .map(StarwhaleEndpoint.class::cast)
                .toList();

        JsonObject root = new JsonObject();
        put(root, "clients", all(StarwhaleComponent::clients).toList(), limit, key -> client(key, endpoints));
        put(root, "consumers", consumers, limit, consumer -> consumer(consumer, limit));
        put(root, "producers", producers, limit, StarwhaleDevConsole::producer);
        put(root, "waits", waits, limit, StarwhaleDevConsole::wait);
        return root;
    }

    private static String order(@Nullable String routeId, Endpoint endpoint) {
        return Objects.requireNonNullElse(routeId, "") + " " + endpoint.getEndpointUri();
    }

    private static int limit(Map<String, Object> options) {
        Object given = options.get(LIMIT);
        if (given == null) {
            return DEFAULT_LIMIT;
        }
        if (!given.toString().matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("limit=" + given + ": a number is expected");
        }
        return Integer.parseInt(given.toString());
    }

    /** Something of all components: an application may have several, under names of their own. */
    private <T> Stream<T> all(Function<StarwhaleComponent, Collection<T>> part) {
        return getCamelContext().getComponentNames().stream()
                .map(getCamelContext()::hasComponent)
                .filter(StarwhaleComponent.class::isInstance)
                .flatMap(component -> part.apply((StarwhaleComponent) component).stream());
    }

    private static <T> void put(
            JsonObject parent, String name, List<T> entries, int limit, Function<T, JsonObject> shown) {
        JsonArray array = new JsonArray();
        entries.stream().limit(limit).map(shown).forEach(array::add);
        parent.put(name, array);
        if (entries.size() > limit) {
            parent.put(name + "InAll", entries.size());
        }
    }

    /** Of a client nothing but the instance: all else are secrets. */
    private static JsonObject client(ClientKey key, List<StarwhaleEndpoint> endpoints) {
        JsonObject client = new JsonObject();
        client.put("instance", instance(key.instance()));
        client.put(
                "usedBy",
                endpoints.stream().filter(endpoint -> uses(endpoint, key)).count());
        return client;
    }

    private static boolean uses(StarwhaleEndpoint endpoint, ClientKey key) {
        StarwhaleConfiguration configuration = endpoint.getConfiguration();
        return configuration.getClient() == null && ClientKey.of(configuration).equals(key);
    }

    private static JsonObject consumer(StarwhaleConsumer consumer, int limit) {
        JsonObject shown = endpoint(consumer.getRouteId(), (StarwhaleEndpoint) consumer.getEndpoint());
        shown.put("state", consumer.getStatus().name());
        put(shown, "lastGoodPoll", consumer.getLastGoodPoll());
        put(shown, "lastFailedPoll", consumer.getLastFailedPoll());
        put(shown, "lastPollFailure", consumer.getLastPollFailure());
        shown.put("jobsKnown", consumer.getJobsKnown());
        shown.put("jobsActive", consumer.getJobsActive());
        shown.put("changesTold", consumer.getChangesTold());
        shown.put("changesUnderWay", consumer.getChangesUnderWay());
        shown.put("changesWaiting", consumer.getChangesWaiting());
        shown.put("changesFailed", consumer.getChangesFailed());
        shown.put("changesHeldBack", consumer.getChangesHeldBack());
        put(shown, "lastFailedExchange", consumer.getLastFailedExchange());
        put(shown, "lastExchangeFailure", consumer.getLastExchangeFailure());
        put(shown, "failed", consumer.open().failed(limit), limit, StarwhaleDevConsole::failed);
        return shown;
    }

    private static JsonObject failed(JobNews news) {
        JsonObject shown = new JsonObject();
        shown.put("eventId", news.eventId());
        shown.put("job", news.job().number());
        return shown;
    }

    private static JsonObject producer(StarwhaleProducer producer) {
        StarwhaleEndpoint endpoint = (StarwhaleEndpoint) producer.getEndpoint();
        JsonObject shown = endpoint(producer.routeId(), endpoint);
        put(shown, "operation", endpoint.getConfiguration().getOperation());
        shown.put("done", producer.getOperationsDone());
        shown.put("failed", producer.getOperationsFailed());
        shown.put("waits", producer.getWaitsInProgress());
        put(shown, "lastDone", producer.getLastDone());
        put(shown, "lastFailed", producer.getLastFailed());
        put(shown, "lastFailure", producer.getLastFailure());
        return shown;
    }

    private static JsonObject wait(JobWait wait) {
        JsonObject shown = new JsonObject();
        shown.put("job", wait.job().uri());
        put(shown, "routeId", wait.routeId());
        shown.put("exchangeId", wait.exchangeId());
        put(shown, "since", Date.from(wait.since()));
        shown.put(
                "waiting",
                duration(Duration.between(wait.since(), Instant.now()).toMillis()));
        shown.put("limit", wait.limit() == 0 ? "none" : duration(wait.limit()));
        return shown;
    }

    private static JsonObject endpoint(@Nullable String routeId, StarwhaleEndpoint endpoint) {
        JsonObject shown = new JsonObject();
        put(shown, "routeId", routeId);
        // Without its secrets.
        shown.put("uri", endpoint.toString());
        shown.put("instance", instance(endpoint.getConfiguration().getInstance()));
        put(shown, "project", endpoint.getConfiguration().getProject());
        put(shown, "jobs", endpoint.getConfiguration().getJob());
        return shown;
    }

    private static String instance(@Nullable String given) {
        return given == null ? "swcli's current one" : given;
    }

    private static String duration(long millis) {
        return TimeUtils.printDuration(millis);
    }

    private static void put(JsonObject object, String name, @Nullable Object value) {
        if (value instanceof Date time) {
            object.put(name, time.toInstant().toString());
        } else if (value != null) {
            object.put(name, value.toString());
        }
    }

    /** The same as lines: names with values behind them, and lists with a dash before each entry. */
    private static void write(Map<String, Object> object, String indent, StringBuilder text) {
        object.forEach((name, value) -> {
            text.append(indent).append(name).append(':');
            if (value instanceof JsonArray entries) {
                text.append(entries.isEmpty() ? " none\n" : "\n");
                for (Object entry : entries) {
                    int start = text.length();
                    write((JsonObject) entry, indent + "    ", text);
                    text.setCharAt(start + indent.length() + 2, '-');
                }
            } else {
                text.append(' ').append(value).append('\n');
            }
        });
    }
}
