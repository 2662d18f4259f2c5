// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Starwhale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Starwhale jobs as endpoints: {@code starwhale:job}. */
@Component("starwhale")
public class StarwhaleComponent extends HealthCheckComponent implements SSLContextParametersAware {
    private static final String JOB = "job";

    @Metadata(description = "The options that all endpoints begin with")
    private StarwhaleConfiguration configuration = new StarwhaleConfiguration();

    @Metadata(label = "security", description = "Whether to use the SSLContextParameters of the CamelContext")
    private boolean useGlobalSslContextParameters;

    /** Endpoints with the same instance and login share connections, the login, and the budget of repetitions. */
    private final Map<ClientKey, Starwhale> clients = new ConcurrentHashMap<>();

    private final RouteStops routeStops = new RouteStops();
    private final Set<StarwhaleProducer> producers = ConcurrentHashMap.newKeySet();
    private final Set<StarwhaleConsumer> consumers = ConcurrentHashMap.newKeySet();
    private final Set<JobWait> waits = ConcurrentHashMap.newKeySet();
    /** Where routes go on after they have waited. */
    private @Nullable ExecutorService executor;

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // Routes that are there before the component is first used, and those that come after it.
        routeStops.onRoutesAdd(getCamelContext().getRoutes());
        getCamelContext().addLifecycleStrategy(routeStops);
        executor = getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "StarwhaleAwait");
    }

    RouteStops routeStops() {
        return routeStops;
    }

    /** The producers that have started and not stopped. */
    Set<StarwhaleProducer> producers() {
        return producers;
    }

    /** The consumers that have started and not stopped. */
    Set<StarwhaleConsumer> consumers() {
        return consumers;
    }

    /** What exchanges wait for, in whatever producer. */
    Set<JobWait> waits() {
        return waits;
    }

    /** What the clients were made for that the component has made. */
    Set<ClientKey> clients() {
        return clients.keySet();
    }

    /** Runs what comes after a wait: in Camel's threads, or here where all is to be over when this ends. */
    void execute(Runnable task) {
        ExecutorService threads = executor;
        if (threads == null || threads.isShutdown() || !isRunAllowed()) {
            task.run();
        } else {
            threads.execute(task);
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!remaining.equals(JOB)) {
            throw new IllegalArgumentException(
                    "starwhale:" + remaining + " does not exist; expected starwhale:job, with options after a '?'");
        }
        StarwhaleEndpoint endpoint = new StarwhaleEndpoint(uri, this, configuration.copy());
        endpoint.setResource(remaining);
        setProperties(endpoint, parameters);
        if (endpoint.getConfiguration().getSslContextParameters() == null) {
            endpoint.getConfiguration().setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    /** The client for these options: the given one, or the one that endpoints like this share. */
    Starwhale client(StarwhaleConfiguration options) {
        Starwhale given = options.getClient();
        return given != null ? given : clients.computeIfAbsent(ClientKey.of(options), this::connect);
    }

    private Starwhale connect(ClientKey key) {
        return key.connect(sslContext(key.sslContextParameters()));
    }

    private @Nullable SSLContext sslContext(@Nullable SSLContextParameters parameters) {
        try {
            return parameters == null ? null : parameters.createSSLContext(getCamelContext());
        } catch (Exception e) {
            throw new IllegalArgumentException("sslContextParameters: " + e.getMessage(), e);
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(routeStops);
        if (executor != null) {
            getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
        }
        super.doShutdown();
    }

    @Override
    protected void doStop() throws Exception {
        // Those of routes have ended with their routes.
        waits.forEach(wait -> wait.stop("the component stops"));
        clients.values().forEach(Starwhale::close);
        clients.clear();
        super.doStop();
    }

    public StarwhaleConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(StarwhaleConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
