// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.IfEnded;
import ai.starwhale.client.Starwhale;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Every option of the component, once. */
@UriParams
@Configurer(metadataOnly = true)
public class StarwhaleConfiguration implements Cloneable {

    @UriParam(
            label = "common",
            description =
                    "The instance: an address such as `https://host`, or an alias of swcli. By default swcli's current one")
    private @Nullable String instance;

    @UriParam(
            label = "common",
            description =
                    "The project: an id, a name, `owner:name`, or an address. By default the instance's current one")
    private @Nullable String project;

    @UriParam(
            label = "common",
            description =
                    "The job: a full address, or a number or uuid within the project. The consumer takes several, separated by commas")
    private @Nullable String job;

    @UriParam(
            label = "security",
            secret = true,
            description = "The token to log in with. By default the one that swcli has for the instance")
    private @Nullable String token;

    @UriParam(
            label = "security",
            secret = true,
            description = "The user to log in as, with `password`, in place of a token")
    private @Nullable String username;

    @UriParam(
            label = "security",
            secret = true,
            description = "The password of the user; a token that expires is renewed with it")
    private @Nullable String password;

    @UriParam(label = "security", description = "What certificates are trusted; by default those that Java trusts")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "common,advanced",
            description =
                    "The HTTP proxy on the way to the instance, such as `http://host:3128`. By default the one that Java's system properties name (`https.proxyHost` and the like), if any")
    private @Nullable String proxy;

    @UriParam(label = "security", secret = true, description = "The user that the proxy knows, with `proxyPassword`")
    private @Nullable String proxyUsername;

    @UriParam(label = "security", secret = true, description = "The password of the proxy's user")
    private @Nullable String proxyPassword;

    @UriParam(
            label = "common,advanced",
            description = "The file to read as swcli's configuration. By default swcli's own")
    private @Nullable String swcliConfig;

    @UriParam(
            label = "common,advanced",
            description =
                    "The executable of swcli, which runs the jobs of a Standalone instance; reading them needs none. By default"
                            + " what the environment variable `SWCLI` names, else `swcli` on the `PATH`")
    private @Nullable String swcli;

    @UriParam(
            label = "common,advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How long a connection may take to be made")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "90000",
            javaType = "java.time.Duration",
            description = "How long the instance may be silent in the middle of an answer")
    private long responseTimeout = 90_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "600000",
            javaType = "java.time.Duration",
            description =
                    "How long one call to the instance, such as for a page of rows, may take with all its repetitions; 0 for no limit")
    private long callTimeout = 600_000;

    @UriParam(
            label = "common,advanced",
            description = "Where the clients of the component take the time from, for tests; together with timer")
    private @Nullable Clock clock;

    @UriParam(
            label = "common,advanced",
            description =
                    "What lets time pass for the clients of the component, for tests; together with clock. It is not shut down")
    private @Nullable ScheduledExecutorService timer;

    @UriParam(
            label = "common,advanced",
            description =
                    "The client to use, which is not closed. By default the component makes one for each instance and login")
    @Metadata(autowired = true)
    private @Nullable Starwhale client;

    @UriParam(label = "producer", description = "What to do; the header `CamelStarwhaleOperation` overrides it")
    private @Nullable Operation operation;

    @UriParam(label = "producer", description = "For `create`: the model, such as `mnist` or `mnist/version/v0`")
    private @Nullable String model;

    @UriParam(label = "producer", description = "For `create`: the handler of the model, such as `evaluator:evaluate`")
    private @Nullable String runHandler;

    @UriParam(
            label = "producer",
            description = "For `create`: the datasets, separated by commas, or a list of them such as `#datasets`")
    private @Nullable String datasets;

    @UriParam(
            label = "producer",
            description = "For `create`: the runtime. By default the one that came with the model")
    private @Nullable String runtime;

    @UriParam(label = "producer", defaultValue = "default", description = "For `create`: where the job runs")
    private String resourcePool = "default";

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description = "For `create`: how long the job may run before the instance cancels it. By default for ever")
    private long ttl;

    @UriParam(label = "producer", description = "For `create`: starts an editor beside the handler")
    private boolean devMode;

    @UriParam(label = "producer,security", secret = true, description = "For `create`: the password of that editor")
    private @Nullable String devModePassword;

    @UriParam(
            label = "producer",
            description =
                    "For `create`: how many rows of each dataset the handler reads, to try it out; 0 for all. A Server"
                            + " ignores it, which is logged: only a Standalone instance has a use for it")
    private int datasetHead;

    @UriParam(
            label = "producer",
            description =
                    "For `create`: steps of the handler that run with other replicas or resources than the model says; a"
                            + " Map such as `#specs`, or JSON or YAML text such as"
                            + " `{\"evaluator:predict\": {\"replicas\": 3, \"resources\": {\"memory\": \"4GiB\"}}}`")
    private @Nullable Object overwriteSpecs;

    @UriParam(label = "producer", description = "For `create` and `comment`: a remark that people see on the job")
    private @Nullable String comment;

    @UriParam(
            label = "producer",
            description =
                    "For `create`: the key of which there is one job, however often and wherever it is created; a text or"
                            + " a simple expression. By default the route and the time for which Quartz scheduled it, with all"
                            + " that makes the job; without Quartz, one that is made up for the message")
    private @Nullable String idempotencyKey;

    @UriParam(
            label = "producer",
            defaultValue = "ADOPT",
            description = "For `create`: what a repeated key gives when its job has failed, was cancelled or removed")
    private IfEnded ifEnded = IfEnded.ADOPT;

    @UriParam(
            label = "producer",
            description =
                    "For `create`: waits for the end of the job, as the operation `await` does; no thread is held")
    private boolean await;

    @UriParam(
            label = "producer",
            defaultValue = "3600000",
            javaType = "java.time.Duration",
            description = "How long the end of a job is waited for; 0 is without limit. The exchange fails after that")
    private long awaitTimeout = 3_600_000;

    @UriParam(
            label = "producer",
            defaultValue = "leave",
            description = "What becomes of a job that has not ended within the `awaitTimeout`")
    private Unfinished onTimeout = Unfinished.leave;

    @UriParam(
            label = "producer",
            defaultValue = "leave",
            description = "What becomes of a job whose end is waited for when the route stops. The exchange fails then")
    private Unfinished onStop = Unfinished.leave;

    @UriParam(label = "producer", description = "For `logs`: the number of the task")
    private @Nullable String taskId;

    @UriParam(
            label = "producer",
            description = "For `logs`: the log to give the text of. By default the logs are listed")
    private @Nullable String logFile;

    @UriParam(label = "producer", defaultValue = "results", description = "For `rows` and `columns`: the table")
    private String table = "results";

    @UriParam(label = "producer", description = "For `rows`: the first key. By default the first of the table")
    private @Nullable String start;

    @UriParam(label = "producer", description = "For `rows`: the key to end before. By default the end of the table")
    private @Nullable String end;

    @UriParam(label = "producer", description = "For `rows`: gives the row of the end key too")
    private boolean endInclusive;

    @UriParam(
            label = "producer",
            description = "For `rows`: gives cells that hold nothing as null, instead of leaving them out")
    private boolean keepNone;

    @UriParam(label = "producer", description = "For `rows`: the columns, separated by commas. By default all")
    private @Nullable String columns;

    @UriParam(
            label = "producer",
            defaultValue = "rows",
            description = "For `rows`: whether the parts that a Splitter makes are rows or pages of rows")
    private OutputType outputType = OutputType.rows;

    @UriParam(
            label = "producer",
            defaultValue = "1000",
            description = "For `rows`: how many rows one request asks for, 1000 at most")
    private int fetchSize = 1000;

    @UriParam(
            label = "producer",
            description =
                    "For `rows`: where it is kept up to which row the table was processed, so that the next time only the rows"
                            + " behind it are read. The rows have to be split in order, or converted to an InputStream. By default"
                            + " it is not kept")
    private @Nullable StateRepository<String, String> offsetRepository;

    @UriParam(
            label = "producer",
            description =
                    "For `rows`: the name under which the `offsetRepository` keeps it; a text or a simple expression. By"
                            + " default the job's uuid and the table")
    private @Nullable String offsetKey;

    @UriParam(label = "producer", defaultValue = "1", description = "For `list`: the page, counted from 1")
    private int pageIndex = 1;

    @UriParam(label = "producer", defaultValue = "10", description = "For `list`: how many jobs a page holds")
    private int pageSize = 10;

    @UriParam(label = "consumer", description = "Which statuses are told, separated by commas. By default all")
    private @Nullable String statuses;

    @UriParam(
            label = "consumer",
            defaultValue = "none",
            description =
                    "What is told of jobs that were there before the very first poll. After a stop, what changed meanwhile is told whatever this says, if the `stateRepository` remembers")
    private InitialState initialState = InitialState.none;

    @UriParam(label = "consumer", description = "Where the consumer keeps what it told. By default in memory")
    private @Nullable StateRepository<String, String> stateRepository;

    @UriParam(label = "consumer", description = "The name under which it is kept. By default the route's id")
    private @Nullable String consumerId;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "true",
            description =
                    "Whether a project is watched through the Server's tables, one small request a poll; else, and where they are refused, through its list of jobs")
    private boolean changeFeed = true;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "600000",
            javaType = "java.time.Duration",
            description =
                    "How often all jobs of a project are looked at, beside what each poll looks at. Without `changeFeed`, old jobs that were resumed are found by it alone")
    private long sweepInterval = 600_000;

    public @Nullable String getInstance() {
        return instance;
    }

    public void setInstance(@Nullable String instance) {
        this.instance = instance;
    }

    public @Nullable String getProject() {
        return project;
    }

    public void setProject(@Nullable String project) {
        this.project = project;
    }

    public @Nullable String getJob() {
        return job;
    }

    public void setJob(@Nullable String job) {
        this.job = job;
    }

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxy() {
        return proxy;
    }

    public void setProxy(@Nullable String proxy) {
        this.proxy = proxy;
    }

    public @Nullable String getProxyUsername() {
        return proxyUsername;
    }

    public void setProxyUsername(@Nullable String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public @Nullable String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(@Nullable String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public @Nullable String getSwcliConfig() {
        return swcliConfig;
    }

    public void setSwcliConfig(@Nullable String swcliConfig) {
        this.swcliConfig = swcliConfig;
    }

    public @Nullable String getSwcli() {
        return swcli;
    }

    public void setSwcli(@Nullable String swcli) {
        this.swcli = swcli;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getCallTimeout() {
        return callTimeout;
    }

    public void setCallTimeout(long callTimeout) {
        this.callTimeout = callTimeout;
    }

    public @Nullable Clock getClock() {
        return clock;
    }

    public void setClock(@Nullable Clock clock) {
        this.clock = clock;
    }

    public @Nullable ScheduledExecutorService getTimer() {
        return timer;
    }

    public void setTimer(@Nullable ScheduledExecutorService timer) {
        this.timer = timer;
    }

    public @Nullable Starwhale getClient() {
        return client;
    }

    public void setClient(@Nullable Starwhale client) {
        this.client = client;
    }

    public @Nullable Operation getOperation() {
        return operation;
    }

    public void setOperation(@Nullable Operation operation) {
        this.operation = operation;
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable String getRunHandler() {
        return runHandler;
    }

    public void setRunHandler(@Nullable String runHandler) {
        this.runHandler = runHandler;
    }

    public @Nullable String getDatasets() {
        return datasets;
    }

    public void setDatasets(@Nullable String datasets) {
        this.datasets = datasets;
    }

    public @Nullable String getRuntime() {
        return runtime;
    }

    public void setRuntime(@Nullable String runtime) {
        this.runtime = runtime;
    }

    public String getResourcePool() {
        return resourcePool;
    }

    public void setResourcePool(String resourcePool) {
        this.resourcePool = resourcePool;
    }

    public long getTtl() {
        return ttl;
    }

    public void setTtl(long ttl) {
        this.ttl = ttl;
    }

    public boolean isDevMode() {
        return devMode;
    }

    public void setDevMode(boolean devMode) {
        this.devMode = devMode;
    }

    public @Nullable String getDevModePassword() {
        return devModePassword;
    }

    public void setDevModePassword(@Nullable String devModePassword) {
        this.devModePassword = devModePassword;
    }

    public int getDatasetHead() {
        return datasetHead;
    }

    public void setDatasetHead(int datasetHead) {
        this.datasetHead = datasetHead;
    }

    public @Nullable Object getOverwriteSpecs() {
        return overwriteSpecs;
    }

    public void setOverwriteSpecs(@Nullable Object overwriteSpecs) {
        this.overwriteSpecs = overwriteSpecs;
    }

    public @Nullable String getComment() {
        return comment;
    }

    public void setComment(@Nullable String comment) {
        this.comment = comment;
    }

    public @Nullable String getIdempotencyKey() {
        return idempotencyKey;
    }

    public void setIdempotencyKey(@Nullable String idempotencyKey) {
        this.idempotencyKey = idempotencyKey;
    }

    public IfEnded getIfEnded() {
        return ifEnded;
    }

    public void setIfEnded(IfEnded ifEnded) {
        this.ifEnded = ifEnded;
    }

    public boolean isAwait() {
        return await;
    }

    public void setAwait(boolean await) {
        this.await = await;
    }

    public long getAwaitTimeout() {
        return awaitTimeout;
    }

    public void setAwaitTimeout(long awaitTimeout) {
        this.awaitTimeout = awaitTimeout;
    }

    public Unfinished getOnTimeout() {
        return onTimeout;
    }

    public void setOnTimeout(Unfinished onTimeout) {
        this.onTimeout = onTimeout;
    }

    public Unfinished getOnStop() {
        return onStop;
    }

    public void setOnStop(Unfinished onStop) {
        this.onStop = onStop;
    }

    public @Nullable String getTaskId() {
        return taskId;
    }

    public void setTaskId(@Nullable String taskId) {
        this.taskId = taskId;
    }

    public @Nullable String getLogFile() {
        return logFile;
    }

    public void setLogFile(@Nullable String logFile) {
        this.logFile = logFile;
    }

    public String getTable() {
        return table;
    }

    public void setTable(String table) {
        this.table = table;
    }

    public @Nullable String getStart() {
        return start;
    }

    public void setStart(@Nullable String start) {
        this.start = start;
    }

    public @Nullable String getEnd() {
        return end;
    }

    public void setEnd(@Nullable String end) {
        this.end = end;
    }

    public boolean isEndInclusive() {
        return endInclusive;
    }

    public void setEndInclusive(boolean endInclusive) {
        this.endInclusive = endInclusive;
    }

    public boolean isKeepNone() {
        return keepNone;
    }

    public void setKeepNone(boolean keepNone) {
        this.keepNone = keepNone;
    }

    public @Nullable String getColumns() {
        return columns;
    }

    public void setColumns(@Nullable String columns) {
        this.columns = columns;
    }

    public @Nullable StateRepository<String, String> getOffsetRepository() {
        return offsetRepository;
    }

    public void setOffsetRepository(@Nullable StateRepository<String, String> offsetRepository) {
        this.offsetRepository = offsetRepository;
    }

    public @Nullable String getOffsetKey() {
        return offsetKey;
    }

    public void setOffsetKey(@Nullable String offsetKey) {
        this.offsetKey = offsetKey;
    }

    public OutputType getOutputType() {
        return outputType;
    }

    public void setOutputType(OutputType outputType) {
        this.outputType = outputType;
    }

    public int getFetchSize() {
        return fetchSize;
    }

    public void setFetchSize(int fetchSize) {
        this.fetchSize = fetchSize;
    }

    public int getPageIndex() {
        return pageIndex;
    }

    public void setPageIndex(int pageIndex) {
        this.pageIndex = pageIndex;
    }

    public int getPageSize() {
        return pageSize;
    }

    public void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

    public @Nullable String getStatuses() {
        return statuses;
    }

    public void setStatuses(@Nullable String statuses) {
        this.statuses = statuses;
    }

    public InitialState getInitialState() {
        return initialState;
    }

    public void setInitialState(InitialState initialState) {
        this.initialState = initialState;
    }

    public @Nullable StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    public void setStateRepository(@Nullable StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    public @Nullable String getConsumerId() {
        return consumerId;
    }

    public void setConsumerId(@Nullable String consumerId) {
        this.consumerId = consumerId;
    }

    public boolean isChangeFeed() {
        return changeFeed;
    }

    public void setChangeFeed(boolean changeFeed) {
        this.changeFeed = changeFeed;
    }

    public long getSweepInterval() {
        return sweepInterval;
    }

    public void setSweepInterval(long sweepInterval) {
        this.sweepInterval = sweepInterval;
    }

    /** The same options, for an endpoint to set its own on top. */
    public StarwhaleConfiguration copy() {
        try {
            return (StarwhaleConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
