// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.camel.StarwhaleComponent;
import ai.starwhale.camel.StarwhaleEndpoint;
import ai.starwhale.client.Starwhale;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedEvaluation;
import ai.starwhale.testkit.StarwhaleServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.awaitility.Awaitility;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * The routes of a block, as they stand there, with all that they speak of: a Server with a project to work in, a
 * database with the table {@code results}, and what {@code #told} names. Files are in a folder of the test's.
 */
final class RunningSnippet implements AutoCloseable {
    private static final int ROWS = 5;
    private static final Pattern DIRECT = Pattern.compile("direct:\\w+");
    /** A comment that shows a request stands for the file that it comes in. */
    private static final Pattern REQUEST = Pattern.compile("(?m)^// (\\{.*})$");

    private final String text;
    private final Path folder;
    private final StarwhaleServer server = StarwhaleServer.start();
    private final Project demo = server.addProject("demo");
    private final AtomicInteger jobs = new AtomicInteger();
    private final Starwhale client = Starwhale.builder()
            .instance(server.url())
            .token(server.issueToken())
            .swcliConfig(Path.of("target", "no-swcli-here.yaml"))
            .pollInterval(Duration.ofMillis(50))
            .build();
    private final ResultsDatabase database = new ResultsDatabase();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Visits visits = new Visits();
    private final String ended;

    RunningSnippet(Snippet snippet, Path folder) throws Exception {
        this.folder = folder;
        text = snippet.text()
                .replaceAll("\\bfile:(?=\\w)", Matcher.quoteReplacement("file:" + folder + "/"))
                .replace("new File(\"", "new File(\"" + folder + "/");
        demo.addModel("mnist", ModelVersion.withHandlers("evaluator:evaluate").withBuiltInRuntime());
        List.of("mnist", "digits", "letters").forEach(demo::addDataset);
        server.onCreate(job -> script());
        ended = server.url() + "/project/demo/job/"
                + server.addJob(demo, RecordedEvaluation.script(ROWS).after(Duration.ZERO))
                        .id();

        camel.getRegistry().bind("client", client);
        camel.getRegistry().bind("results", database.source());
        camel.getRegistry().bind("told", new MemoryStateRepository());
        camel.getComponent("starwhale", StarwhaleComponent.class)
                .getConfiguration()
                .setProject("demo");
        camel.getCamelContextExtension().addInterceptStrategy(visits);
        camel.getManagementStrategy().addEventNotifier(visits);
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof StarwhaleEndpoint starwhale) {
                starwhale.setInitialDelay(0);
                starwhale.setDelay(50);
            }
            return endpoint;
        });
        if (snippet.language().equals("java")) {
            camel.addRoutes(JavaSnippets.routes(text, Files.createDirectory(folder.resolve("classes"))));
        } else {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString("snippet." + snippet.language(), text));
        }
    }

    /** How the next job goes: every second one fails, unless the routes go through all that can be done to a job. */
    private JobScript script() {
        if (text.contains("operation=cancel")) {
            return JobScript.run()
                    .cancelTakes(Duration.ofMillis(100))
                    .whenResumed(RecordedEvaluation.script(ROWS).after(Duration.ZERO));
        }
        JobScript script = jobs.getAndIncrement() % 2 == 0
                ? RecordedEvaluation.script(ROWS)
                : JobScript.fail("Exited (1) 1 second ago");
        return script.after(Duration.ofMillis(200));
    }

    /** Begins the routes, again and again until each of their steps was taken. */
    void run(Duration limit) throws Exception {
        List<RouteDefinition> routes = List.copyOf(camel.getRouteDefinitions());
        assertThat(routes).isNotEmpty();
        addReceivers(routes);
        camel.start();
        Awaitility.await()
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(300))
                .failFast(() -> assertThat(visits.failures()).isEmpty())
                .untilAsserted(() -> {
                    assertThat(camel.getInflightRepository().size()).isZero();
                    List<ProcessorDefinition<?>> untaken = untaken(routes);
                    if (!untaken.isEmpty()) {
                        for (RouteDefinition route : routes) {
                            begin(route);
                        }
                    }
                    assertThat(untaken).isEmpty();
                });
        camel.stop();

        assertThat(visits.failures()).isEmpty();
        routes.forEach(this::everyRowWasSplitOff);
        int rows = database.count();
        assertThat(rows % ROWS).as("%s rows in the database", rows).isZero();
        assertThat(rows > 0).as("%s rows in the database", rows).isEqualTo(text.contains("sql:"));
    }

    /** Routes that a block sends to without showing them. */
    private void addReceivers(List<RouteDefinition> routes) throws Exception {
        Set<String> missing = named(text);
        routes.forEach(route -> missing.remove(route.getInput().getEndpointUri()));
        for (String direct : missing) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(direct).to("mock:received");
                }
            });
        }
    }

    private static Set<String> named(String text) {
        return DIRECT.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(HashSet::new));
    }

    private void begin(RouteDefinition route) throws Exception {
        String uri = route.getInput().getEndpointUri();
        switch (uri.substring(0, uri.indexOf(':'))) {
            case "quartz" -> {
                Scheduler scheduler =
                        camel.getComponent("quartz", QuartzComponent.class).getScheduler();
                for (JobKey job : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
                    scheduler.triggerJob(job);
                }
            }
            case "starwhale" -> server.addJob(demo, script());
            case "file" -> {
                Matcher request = REQUEST.matcher(text);
                assertThat(request.find()).isTrue();
                Files.writeString(
                        Files.createDirectories(folder.resolve("requests")).resolve("1.json"), request.group(1));
            }
            case "direct" -> {
                if (!sendsTo(uri)) {
                    camel.createProducerTemplate().sendBodyAndHeader(uri, null, "CamelStarwhaleJobUri", ended);
                }
            }
            default -> throw new IllegalArgumentException("what should make a message for " + uri + "?");
        }
    }

    /** Whether another route of the block leads there. */
    private boolean sendsTo(String direct) {
        return camel.getRouteDefinitions().stream()
                .flatMap(route -> in(route, ToDefinition.class).stream())
                .anyMatch(to -> to.getEndpointUri().equals(direct));
    }

    private List<ProcessorDefinition<?>> untaken(List<RouteDefinition> routes) {
        List<ProcessorDefinition<?>> untaken = new ArrayList<>();
        for (RouteDefinition route : routes) {
            for (ProcessorDefinition<?> step : in(route, ProcessorDefinition.class)) {
                if (step.getOutputs().isEmpty() && visits.of(step) == 0) {
                    untaken.add(step);
                }
            }
        }
        return untaken;
    }

    private void everyRowWasSplitOff(RouteDefinition route) {
        int parts = text.contains("outputType=pages") ? 1 : ROWS;
        for (SplitDefinition split : in(route, SplitDefinition.class)) {
            assertThat(visits.of(split.getOutputs().get(0))).isPositive().matches(count -> count % parts == 0);
        }
    }

    private static <T> Collection<T> in(RouteDefinition route, Class<T> kind) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), kind);
    }

    /** What the routes have written of this name, at any depth. */
    List<String> written(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(Repository::read)
                    .toList();
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        camel.close();
        client.close();
        server.close();
        database.close();
    }
}
