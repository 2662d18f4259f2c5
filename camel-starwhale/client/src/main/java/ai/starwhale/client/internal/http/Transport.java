// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import java.io.Closeable;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a Server: logged in, with another try where that is safe, and with an exception that says what happened where it
 * is not. Calls block their thread; any number of threads may call at once.
 */
public final class Transport implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    private final Connections connections;
    private final Login login;
    private final Time time;
    private final Duration callTimeout;
    private final Reports reports;
    private final RetryPolicy retries;
    private final Storage storage;

    /**
     * Makes no connection yet.
     *
     * @param base the Server's address without a path, for example {@code https://host:8082}
     */
    public Transport(String base, Credentials credentials, HttpSettings settings, Time time) {
        this(new Connections(base, settings, credentials), credentials, settings, time, new RetryPolicy());
        URI address = URI.create(base);
        if ("http".equals(address.getScheme())
                && !ForwardProxy.isLoopback(address.getHost())
                && !credentials.equals(Credentials.NONE)) {
            LOG.warn("{} is reached without TLS: tokens and passwords can be read on the way", base);
        }
    }

    /** Over these connections, which need not be to a network. */
    Transport(Connections connections, Credentials credentials, HttpSettings settings, Time time, RetryPolicy retries) {
        String base = connections.base();
        this.connections = connections;
        this.retries = retries;
        this.reports = new Reports(base, settings.listener());
        this.login = new Login(credentials, connections, reports);
        this.time = time;
        this.callTimeout = settings.timeouts().call();
        this.storage = new Storage(settings, time);
    }

    /** The Server's address. */
    public String base() {
        return connections.base();
    }

    /** Reads the addresses that the Server signs, without its token. */
    public Storage storage() {
        return storage;
    }

    /**
     * Calls the Server and gives what the reader makes of the answer. The reader may be called again when an answer
     * breaks off.
     *
     * @throws StarwhaleException as its subclasses say
     */
    public <T> T call(Call call, BodyReader<T> reader) {
        return made(
                call, (attempt, token) -> connections.exchange(attempt, token, (response, body) -> reader.read(body)));
    }

    /**
     * Calls the Server and gives the body of the answer as it comes, which is not repeated once it began, and may take any
     * time from then on. It holds a connection until it is closed.
     *
     * @throws StarwhaleException as its subclasses say
     */
    public InputStream open(Call call) {
        return made(call, connections::open);
    }

    /** One exchange, with the token that is valid now. */
    private interface Exchange<T> {
        T with(Attempt attempt, @Nullable String token);
    }

    private <T> T made(Call call, Exchange<T> exchange) {
        try (Deadline deadline = new Deadline(callTimeout, time)) {
            return CallRun.of(call, reports, deadline, run -> repeated(run, exchange));
        }
    }

    private <T> T repeated(CallRun run, Exchange<T> exchange) {
        for (int attempt = 1; ; attempt++) {
            Duration asked = null;
            UnavailableException failure;
            try {
                T result = authorized(run, exchange);
                retries.succeeded();
                return result;
            } catch (BusyException e) {
                asked = e.retryAfter(time.now());
                failure = e.told();
            } catch (UnavailableException e) {
                failure = e;
            } catch (ProtocolException e) {
                throw run.failedToLogIn()
                        ? new ProtocolException(message(e), e.httpStatus(), new NotSentException(e))
                        : e;
            }
            boolean repeatable = run.call().repeatable() || run.failedToLogIn();
            if (!repeatable || run.deadline().isOver() || !retries.another(attempt)) {
                throw told(run, failure);
            }
            try {
                pause(run, attempt, asked, failure);
            } catch (UnavailableException e) {
                throw told(run, e);
            }
        }
    }

    /** A call whose login failed did nothing, and nobody need look what came of it. */
    private static UnavailableException told(CallRun run, UnavailableException failure) {
        return run.failedToLogIn()
                ? new UnavailableException(message(failure), failure.httpStatus(), new NotSentException(failure))
                : failure;
    }

    private static String message(StarwhaleException failure) {
        return String.valueOf(failure.getMessage());
    }

    private <T> T authorized(CallRun run, Exchange<T> exchange) {
        String token = run.login(() -> login.token(run.deadline()));
        try {
            return run.attempt(attempt -> exchange.with(attempt, token));
        } catch (NotAuthenticatedException e) {
            if (!login.canRenew(e)) {
                throw login.advised(e);
            }
        }
        String renewed = run.login(() -> login.renew(token, run.deadline()));
        // A call that was refused for its token did nothing, so that even a change may be sent again.
        try {
            return run.attempt(attempt -> exchange.with(attempt, renewed));
        } catch (NotAuthenticatedException e) {
            throw login.advised(e);
        }
    }

    private void pause(CallRun run, int attempt, @Nullable Duration asked, UnavailableException failure) {
        Duration pause = retries.pause(attempt, asked);
        if (RetryPolicy.tooLong(pause)) {
            throw new UnavailableException(
                    failure.getMessage() + "; it asks to be left alone for " + pause.toSeconds() + " seconds",
                    failure.httpStatus(),
                    null);
        }
        if (!run.deadline().allows(pause)) {
            throw new UnavailableException(
                    failure.getMessage() + "; there is no time for another attempt in "
                            + run.deadline().limit(),
                    failure.httpStatus(),
                    failure.getCause());
        }
        LOG.debug("trying again in {} ms, after attempt {}: {}", pause.toMillis(), attempt, failure.getMessage());
        try {
            time.pause(pause);
            run.waited(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    @Override
    public void close() {
        storage.close();
        connections.close();
    }
}
