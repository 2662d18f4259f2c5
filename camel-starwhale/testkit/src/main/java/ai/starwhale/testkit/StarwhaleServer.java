// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A Starwhale Server inside this process. It speaks the REST protocol as it was recorded from a real one, errors and
 * oddities included, on a free port of the loopback address. All its times come from one clock; no job has a thread.
 */
public final class StarwhaleServer implements AutoCloseable {

    private final Supplier<World> beginning;
    private final @Nullable ManualClock clock;
    private final Traffic traffic = new Traffic();
    private final @Nullable SelfSigned identity;
    private final String url;
    private volatile World world;
    private volatile Service service;
    private Engine engine;
    private boolean closed;

    private StarwhaleServer(
            Supplier<World> beginning, @Nullable ManualClock clock, @Nullable SelfSigned identity, int port) {
        this.beginning = beginning;
        this.clock = clock;
        this.identity = identity;
        world = beginning.get();
        service = new Service(world, scheme());
        engine = listening(port);
        url = engine.url();
    }

    private String scheme() {
        return identity == null ? "http" : "https";
    }

    private Engine listening(int port) {
        Set<Thread> serving = clock == null ? ConcurrentHashMap.newKeySet() : clock.serving();
        return new Engine(
                traffic, serving, call -> service.reply(call), identity == null ? null : identity.forServer(), port);
    }

    /** A server with the user {@code starwhale}, password {@code abcd1234}, and no projects. */
    public static StarwhaleServer start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The address, such as {@code http://127.0.0.1:40123}. */
    public String url() {
        return url;
    }

    /**
     * What a client needs to trust this server, and no other.
     *
     * @throws IllegalStateException if it was not started with {@link Builder#https}
     */
    public SSLContext sslContext() {
        return identity().forClients();
    }

    /**
     * The certificate of this server, which has signed itself: for {@code 127.0.0.1} and {@code localhost}.
     *
     * @throws IllegalStateException if it was not started with {@link Builder#https}
     */
    public X509Certificate certificate() {
        return identity().certificate();
    }

    private SelfSigned identity() {
        if (identity == null) {
            throw new IllegalStateException("this server speaks plain HTTP: start it with https()");
        }
        return identity;
    }

    /** How the component is told of this server: options and their values. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        World now = world;
        synchronized (now) {
            settings.put("instance", url);
            settings.put("username", now.firstUser().name());
            settings.put("password", now.firstUser().password());
            settings.put("swcliConfig", "no-swcli-config-in-tests.yaml");
            if (now.projects().size() == 1) {
                settings.put("project", now.projects().get(0).name());
            }
        }
        return settings;
    }

    /** The clock that this server goes by, if tests move it. */
    @Nullable ManualClock manualClock() {
        return clock;
    }

    /** A new token for the first user, without {@code Bearer}. */
    public String issueToken() {
        return world.tokens().issue(world.firstUser());
    }

    /** A new token for a user. */
    public String issueToken(String user) {
        User found = world.user(user);
        if (found == null) {
            throw new IllegalArgumentException("no such user: " + user);
        }
        return world.tokens().issue(found);
    }

    /** Makes this very text a valid token of the first user. */
    public void acceptToken(String token) {
        world.tokens().accept(token, world.firstUser());
    }

    /** Makes all tokens so far invalid, as if they had expired. */
    public void revokeTokens() {
        world.tokens().revokeAll();
    }

    /**
     * Adds a private project of the first user, or of another one: {@code other:demo}.
     *
     * @throws IllegalArgumentException if there is no such user, or the user has a project of that name
     */
    public Project addProject(String name) {
        return world.addProject(name);
    }

    /**
     * A project that is there already, by id or name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Project project(String idOrName) {
        World now = world;
        synchronized (now) {
            return now.projects().stream()
                    .filter(project ->
                            project.id().equals(idOrName) || project.name().equals(idOrName))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such project: " + idOrName));
        }
    }

    /**
     * Decides how jobs go that are created from now on. Without it they succeed after two seconds. It is asked in the thread
     * of the request, for one job at a time, and nearly all other requests wait meanwhile: so it must not wait for one of
     * them. What it throws, a failed assertion included, is the message of an answer with status 500.
     */
    public void onCreate(Function<NewJob, JobScript> script) {
        service.creation().scripts(script);
    }

    /**
     * Adds an evaluation that was created right now. It runs the first handler of the first model of the project; a
     * model and a runtime are added if there are none.
     *
     * @throws IllegalArgumentException if the project is of another server, or was lost by {@link #restartEmpty}
     */
    public AddedJob addJob(Project project, JobScript script) {
        World now = world;
        if (!project.world().equals(now)) {
            throw new IllegalArgumentException("project " + project.name() + " is not of this server"
                    + ", or of the time before restartEmpty: add it, or ask the server for it");
        }
        synchronized (now) {
            long id = now.ids().next(Kind.JOB);
            Job job = new Job(project, id, now.uuid(), DefaultSpec.of(project), now.now(), script);
            project.jobs().put(id, job);
            return new AddedJob(Long.toString(id), job.uuid());
        }
    }

    /** Gives a task of any job a log in place of the short ones that tasks have which ended. */
    public void addLog(String taskId, String fileName, String text) {
        World now = world;
        synchronized (now) {
            now.logs().computeIfAbsent(taskId, id -> new LinkedHashMap<>()).put(fileName, text);
        }
    }

    /**
     * Puts a blob where the evaluations of a project put theirs; see {@link ArtifactBlob}. Returns its uri, for {@link
     * Values#link}.
     */
    public String addBlob(Project project, byte[] bytes) {
        return world.blobs().put(project.id(), Ids.uuid(), Blobs.hash(bytes), bytes);
    }

    /** Loses a blob. */
    public void removeBlob(String uri) {
        world.blobs().remove(uri);
    }

    /** How requests for ranges of blobs are answered from now on; as recorded if not said. */
    public void answerRanges(RangeAnswers how) {
        world.blobs().ranges(how);
    }

    /** What is to go wrong. */
    public Faults faults() {
        return traffic.faults();
    }

    /**
     * Ends all connections and refuses new ones, until {@link #restart}. What is known stays, and so does the time: jobs go
     * on.
     */
    public synchronized void stop() {
        engine.close();
    }

    /**
     * Ends all connections, and listens on the same port again with all that was known: projects, jobs, tables, tokens. In
     * between, for a moment, connections are refused.
     *
     * @throws IllegalStateException if this server is closed
     */
    public synchronized void restart() {
        checkOpen();
        engine.close();
        engine = listening(engine.port());
    }

    /**
     * Like {@link #restart}, but everything is as at the first start: the users, and whatever the server was started with.
     * Projects and jobs are gone, and tokens are invalid. What was said of new jobs, faults and ranges holds on.
     */
    public synchronized void restartEmpty() {
        checkOpen();
        engine.close();
        World fresh = beginning.get();
        fresh.blobs().ranges(world.blobs().ranges());
        Service next = new Service(fresh, scheme());
        next.creation().scripts(service.creation().scripts());
        world = fresh;
        service = next;
        engine = listening(engine.port());
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this server is closed for good: stop() can be undone");
        }
    }

    /** What came in so far, in order. */
    public List<RecordedRequest> requests() {
        return traffic.requests();
    }

    /** Forgets what came in so far. */
    public void clearRequests() {
        traffic.clear();
    }

    /** Asks this hook about every request from now on; null ends that. */
    public void intercept(@Nullable Interceptor interceptor) {
        traffic.intercept(interceptor);
    }

    /** Stops listening, closes all connections and ends all threads. */
    @Override
    public synchronized void close() {
        closed = true;
        engine.close();
    }

    /** A job that was added: its numeric id as text, and its uuid. */
    public record AddedJob(String id, String uuid) {}

    /** How a server is to start. */
    public static final class Builder {

        private final Map<String, String> users = new LinkedHashMap<>();
        private Clock clock = Clock.systemUTC();
        private boolean recorded;
        private boolean https;
        private int port;
        private final Set<Trap> traps = EnumSet.allOf(Trap.class);

        private Builder() {
            traps.removeIf(trap -> !trap.isUsual());
        }

        /** Copies these surprises of a real Server too. */
        public Builder with(Trap... unusual) {
            traps.addAll(List.of(unusual));
            return this;
        }

        /** Does not copy these surprises of a real Server. */
        public Builder without(Trap... usual) {
            List.of(usual).forEach(traps::remove);
            return this;
        }

        /** Listens on this port of the loopback address; on any that is free if not said. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Adds a user; the first one may do everything. Without any there is {@code starwhale} with {@code abcd1234}. */
        public Builder user(String name, String password) {
            users.put(name, password);
            return this;
        }

        /** Where all times come from; the system's clock if not said. */
        public Builder clock(Clock source) {
            clock = source;
            return this;
        }

        /** Starts with the recorded world: project {@code demo} with its models, jobs and tables. */
        public Builder recorded() {
            recorded = true;
            return this;
        }

        /**
         * Speaks TLS, with a certificate that nobody trusts but who uses {@link StarwhaleServer#sslContext}. The first such
         * server of a process takes about a second to start, because its certificate is made then.
         */
        public Builder https() {
            https = true;
            return this;
        }

        public StarwhaleServer start() {
            if (users.isEmpty()) {
                users.put("starwhale", "abcd1234");
            }
            Beginning beginning = new Beginning(new LinkedHashMap<>(users), clock, recorded, EnumSet.copyOf(traps));
            ManualClock manual = clock instanceof ManualClock moved ? moved : null;
            return new StarwhaleServer(beginning, manual, https ? SelfSigned.get() : null, port);
        }
    }
}
