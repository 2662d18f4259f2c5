// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Starwhale;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/** Create, watch and read the jobs of Starwhale, an MLOps platform: evaluations and their result tables. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "starwhale",
        title = "Starwhale",
        syntax = "starwhale:resource",
        category = {Category.AI, Category.CLOUD},
        headersClass = StarwhaleConstants.class)
@ManagedResource(description = "Managed StarwhaleEndpoint")
public final class StarwhaleEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    @UriPath(enums = "job", description = "What is worked with: jobs")
    @Metadata(required = true)
    private String resource = "job";

    @UriParam
    private final StarwhaleConfiguration configuration;

    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "5000",
            javaType = "java.time.Duration",
            description = "How long the consumer waits between two polls")
    private long delay = 5000;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description =
                    "How many changes one poll tells at most; the others are told by the next ones. By default there is no limit")
    private int maxMessagesPerPoll;

    /** Kept by the endpoint, so that a route that is stopped and started again goes on where it was. */
    private final StateRepository<String, String> memory = new RecentStates();

    public StarwhaleEndpoint(String uri, StarwhaleComponent component, StarwhaleConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        super.setDelay(delay);
    }

    @Override
    public Producer createProducer() {
        return new StarwhaleProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        StarwhaleConsumer consumer = new StarwhaleConsumer(this, processor);
        consumer.setMaxMessagesPerPoll(maxMessagesPerPoll);
        configureConsumer(consumer);
        return consumer;
    }

    /** The client for this endpoint's instance and login. */
    Starwhale client() {
        return component().client(configuration);
    }

    StarwhaleComponent component() {
        return (StarwhaleComponent) getComponent();
    }

    /** What exchanges wait for in a producer of this endpoint. */
    JobWaits jobWaits() {
        return new JobWaits(configuration, component());
    }

    StateRepository<String, String> stateRepository() {
        StateRepository<String, String> given = configuration.getStateRepository();
        return given == null ? memory : given;
    }

    @ManagedAttribute(description = "The instance: an address, or an alias of swcli; null is swcli's current one")
    public @Nullable String getInstanceName() {
        return configuration.getInstance();
    }

    @ManagedAttribute(description = "The project; null is the instance's current one")
    public @Nullable String getProjectName() {
        return configuration.getProject();
    }

    @ManagedAttribute(description = "How many exchanges wait for the end of a job")
    public int getWaitsInProgress() {
        return component().producers().stream()
                .filter(producer -> producer.getEndpoint().equals(this))
                .mapToInt(StarwhaleProducer::getWaitsInProgress)
                .sum();
    }

    @Override
    public @Nullable String getServiceUrl() {
        return configuration.getInstance();
    }

    @Override
    public String getServiceProtocol() {
        return "starwhale";
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public StarwhaleConfiguration getConfiguration() {
        return configuration;
    }

    public String getResource() {
        return resource;
    }

    public void setResource(String resource) {
        this.resource = resource;
    }
}
