// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.Instances;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.config.SwcliConfig;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.http.ProxySettings;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Timeouts;
import ai.starwhale.client.internal.standalone.run.RunTimes;
import ai.starwhale.client.internal.uri.JobUri;
import ai.starwhale.client.internal.uri.ProjectUri;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The Starwhale Job SDK: makes, lists and finds jobs on Starwhale Servers, in the Cloud and on the Standalone
 * instance of this machine.
 *
 * <pre>{@code
 * try (Starwhale starwhale = Starwhale.builder().instance("https://host").token(token).build()) {
 *     Job job = starwhale.createJob(JobRequest.builder()
 *             .project("demo").model("mnist").runHandler("evaluator:evaluate").datasets("mnist").build());
 *     job.await(Duration.ofHours(1));
 *     try (RowStream rows = job.rows("results")) {
 *         rows.forEachRemaining(System.out::println);
 *     }
 * }
 * }</pre>
 *
 * <p>Jobs are named by a full address ({@code https://host/project/demo/job/3}), by an alias of swcli
 * ({@code <alias>/project/demo/job/3}), by the address of their page in the console, or, within the default instance, by
 * number. One client serves any number of threads; it keeps connections and logins, so close it.
 */
public final class Starwhale implements AutoCloseable {
    private final Instances instances;

    Starwhale(Instances instances) {
        this.instances = instances;
    }

    /** A client with what swcli knows: its current instance, aliases and tokens. Asks nothing yet. */
    public static Starwhale create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * The job of this address; asks nothing yet. Python: {@code job(uri)}, {@code Job.get(uri)}.
     *
     * <p>A job that is named without its project is one of the project that is selected for its instance. Where none is
     * selected it is looked for, when something is first asked of it, in all projects that the user can see: that takes a
     * request for each of them, once in the life of this client. If none has the job a {@link NotFoundException} is thrown,
     * and an {@link AmbiguousException} if several have.
     *
     * @throws InvalidRequestException if the address cannot be read, or its instance is not known
     */
    public Job job(String uri) {
        JobUri parsed = JobUri.parse(uri);
        return new Job(instances.get(parsed.instance()), new JobRef(parsed.project(), parsed.job()));
    }

    /**
     * One page of a project's jobs, the newest first. Python: {@code Job.list(project, page_index, page_size)}.
     *
     * @param project an id, a name, {@code owner:name} or an address; null is the instance's current project
     */
    public Page<JobInfo> jobs(@Nullable String project, PageRequest page) {
        ProjectUri parsed = ProjectUri.parse(project);
        return instances.get(parsed.instance()).list(parsed.project(), page);
    }

    /**
     * All jobs of a project, the pinned ones first and then the newest first, fetched page by page as they are read. Each
     * iteration reads the list anew. A project of any size takes one page of memory and a bit a job.
     *
     * <p>The list may change meanwhile. A job that was there when the iteration began and that stays there is given exactly
     * once, whatever jobs are made, removed, pinned or unpinned in between; a job that is pinned before its turn comes is
     * given at the end. Two exceptions: a job that is pinned and unpinned again within one iteration may be missed, and
     * what is made or recovered meanwhile need not be given. Each {@link JobInfo} shows its job when its page was read.
     *
     * @param project an id, a name, {@code owner:name} or an address; null is the instance's current project
     */
    public Iterable<JobInfo> allJobs(@Nullable String project) {
        ProjectUri parsed = ProjectUri.parse(project);
        Instance instance = instances.get(parsed.instance());
        return () -> instance.all(parsed.project());
    }

    /**
     * The changes of the jobs of a project, to be polled; asks nothing yet. A poll of a Server costs one small request,
     * whatever the size of the project, as long as nothing changes.
     *
     * @param project an id, a name, {@code owner:name} or an address; null is the instance's current project
     */
    public JobChanges changes(@Nullable String project, Watch watch) {
        ProjectUri parsed = ProjectUri.parse(project);
        return instances.get(parsed.instance()).changes(parsed.project(), watch);
    }

    /**
     * Makes a job, exactly one for each idempotency key ({@link JobRequest.Builder#idempotencyKey}): a key that was used
     * before gives the job that it made, and of two jobs that two processes made with one key at the same time one is
     * cancelled, and both get the other. With a key of one's own this takes a second longer; after a lost answer it takes
     * as long as {@link Builder#settle} says at most. Python: {@code Job.create}, which may make ten.
     *
     * <p>On a Standalone instance, as in Python, this waits until the job has ended, and a job that does not succeed is a
     * {@link JobFailedException}; {@link #startJob} waits for nothing.
     *
     * @throws InvalidRequestException if the request cannot work, before anything is sent or started: an unknown handler, a
     *     missing dataset; on a Standalone instance also if there is no swcli
     * @throws NotFoundException if the model or a dataset does not exist
     * @throws JobFailedException on a Standalone instance, if the job has failed or was cancelled
     * @throws UnavailableException if the Server cannot be reached; the message says whether a job may have been made, and
     *     the same request again gives that one
     */
    public Job createJob(JobRequest request) {
        Instance instance = instances.get(ProjectUri.parse(request.project()).instance());
        return new Job(instance, instance.create(request));
    }

    /**
     * Makes a job as {@link #createJob} does, and does not wait for its end on any instance: see {@link Job#await} and
     * {@link Job#ended}. On a Server the two are the same. On a Standalone instance the job is CREATED until its turn comes,
     * as one runs at a time on a root; it belongs to this client, and is ended when that is closed.
     *
     * @throws StarwhaleException as of {@link #createJob}; that a job has failed is no exception here
     */
    public Job startJob(JobRequest request) {
        Instance instance = instances.get(ProjectUri.parse(request.project()).instance());
        return new Job(instance, instance.start(request));
    }

    /**
     * Looks up and checks everything that {@link #createJob} looks up and checks before it makes a job, and makes none.
     * Whether the request's key has made a job already is not looked for.
     *
     * @return what would be sent
     * @throws InvalidRequestException if the request cannot work: an unknown handler, a missing dataset
     * @throws NotFoundException if something that the request names is not there
     */
    public CheckedRequest check(JobRequest request) {
        return instances.get(ProjectUri.parse(request.project()).instance()).check(request);
    }

    /** Closes all connections, and ends the jobs of a Standalone instance that were started here. */
    @Override
    public void close() {
        instances.close();
    }

    /** Where the client connects to, and how. What is not set comes from swcli's configuration. */
    public static final class Builder {
        private @Nullable String instance;
        private Credentials credentials = Credentials.NONE;
        private Supplier<SwcliConfig> configuration = () ->
                SwcliConfig.read(SwcliConfig.defaultPath(System.getenv(), Path.of(System.getProperty("user.home"))));
        private @Nullable Path swcli;
        private RunTimes runTimes = RunTimes.DEFAULT;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private @Nullable SSLContext sslContext;
        private ProxySettings proxy = ProxySettings.OF_JAVA;
        private @Nullable CallListener listener;
        private Time time = Time.SYSTEM;
        private Duration settle = Duration.ofSeconds(30);
        private Duration pollInterval = Duration.ofSeconds(5);

        private Builder() {}

        /** The default instance: an address such as {@code https://host}, or one of swcli's aliases. */
        public Builder instance(@Nullable String value) {
            this.instance = value;
            return this;
        }

        /** A token for the default instance, with or without "Bearer ". */
        public Builder token(String value) {
            this.credentials = Credentials.token(value);
            return this;
        }

        /** A user and password for the default instance; the token is fetched, and renewed when it expires. */
        public Builder login(String user, String password) {
            this.credentials = Credentials.user(user, password);
            return this;
        }

        /** Reads this file in place of swcli's own configuration. */
        public Builder swcliConfig(Path file) {
            this.configuration = () -> SwcliConfig.read(file);
            return this;
        }

        /**
         * The executable of swcli, which runs the jobs of a Standalone instance; reading them needs none. By default, or
         * with null, it is what the environment variable {@code SWCLI} names, else {@code swcli} on the {@code PATH}.
         */
        public Builder swcli(@Nullable Path executable) {
            this.swcli = executable;
            return this;
        }

        /**
         * How long a connection may take to be made; 10 seconds by default, {@link Duration#ZERO} for no limit.
         *
         * @throws InvalidRequestException if it is below zero
         */
        public Builder connectTimeout(Duration value) {
            this.timeouts = timeouts.withConnect(value);
            return this;
        }

        /**
         * How long a Server may be silent in the middle of an answer; 90 seconds by default, {@link Duration#ZERO} for no
         * limit.
         *
         * @throws InvalidRequestException if it is below zero
         */
        public Builder responseTimeout(Duration value) {
            this.timeouts = timeouts.withResponse(value);
            return this;
        }

        /**
         * How long one call may take, with its repetitions, the waits between them and the login that it needs; 10 minutes
         * by default, {@link Duration#ZERO} for no limit. A call is one thing that is asked of a Server: a document, a page
         * of rows, the bytes of an artifact. What takes several calls, such as {@link Starwhale#createJob}, takes longer; the text of a log may take
         * any time once it began. When the time is over the connection is cut, and the call fails with an
         * {@link UnavailableException} that says so.
         *
         * @throws InvalidRequestException if it is below zero
         */
        public Builder callTimeout(Duration value) {
            this.timeouts = timeouts.withCall(value);
            return this;
        }

        /** What certificates are trusted; those that Java trusts by default. */
        public Builder sslContext(@Nullable SSLContext value) {
            this.sslContext = value;
            return this;
        }

        /**
         * The HTTP proxy between the client and its instances, {@code http://host:port}; it is used for all of them. By
         * default, or with null, Java's system properties decide ({@code https.proxyHost}, {@code https.proxyPort}, {@code
         * http.proxyHost}, {@code http.proxyPort}, {@code http.nonProxyHosts}), which never hold for the machine itself.
         * A Server with TLS is reached through a tunnel that the proxy cannot look into.
         *
         * @throws InvalidRequestException if it is not the address of an HTTP proxy, or holds a user and a password
         */
        public Builder proxy(@Nullable URI value) {
            this.proxy = proxy.withAddress(value);
            return this;
        }

        /** The user and password for the proxy, which are given to nobody else. */
        public Builder proxyLogin(String user, String password) {
            this.proxy = proxy.withLogin(user, password);
            return this;
        }

        /** Who is told of each call, for metrics; null for nobody, which is the default. */
        public Builder callListener(@Nullable CallListener value) {
            this.listener = value;
            return this;
        }

        /**
         * How long a request may still arrive after its connection was lost; 30 seconds by default. So long is a job looked
         * for whose creation was not answered, before it is created again.
         *
         * @throws InvalidRequestException if it is below zero
         */
        public Builder settle(Duration value) {
            if (value.isNegative()) {
                throw new InvalidRequestException("settle " + value + ": it must not be below zero", 0, null);
            }
            this.settle = value;
            return this;
        }

        /**
         * How often a Server is asked whether jobs have ended whose end is waited for ({@link Job#await},
         * {@link Job#ended}); 5 seconds by default. A project costs one small request each time, however many jobs of it
         * are waited for.
         */
        public Builder pollInterval(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new InvalidRequestException(
                        "poll interval " + value + ": it must be longer than nothing", 0, null);
            }
            this.pollInterval = value;
            return this;
        }

        /**
         * Where the client takes the time from, and what lets time pass for whatever waits in it: the pauses before a call
         * is repeated, {@link #settle}, the polls and the limits of {@link Job#await} and {@link Job#ended}, {@link
         * #callTimeout}. By default the machine's; tests give a clock that they move, and a timer that goes by it. What the
         * network is given ({@link #connectTimeout}, {@link #responseTimeout}), and processes on this machine, are not
         * asked for by this clock. The timer is not shut down with the client, and its tasks are short.
         */
        public Builder time(InstantSource clock, ScheduledExecutorService timer) {
            return time(Time.of(clock, timer));
        }

        /** A time of its own, for tests. */
        Builder time(Time value) {
            this.time = value;
            return this;
        }

        /** How patient to be with processes, for tests. */
        Builder runTimes(RunTimes value) {
            this.runTimes = value;
            return this;
        }

        /** The client; connects to nothing yet. */
        public Starwhale build() {
            HttpSettings http = new HttpSettings(timeouts, sslContext, proxy, listener);
            return new Starwhale(new Instances(
                    instance, credentials, configuration, swcli, runTimes, http, time, settle, pollInterval));
        }
    }
}
