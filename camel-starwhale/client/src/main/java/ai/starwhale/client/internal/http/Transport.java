// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.NotAuthenticatedException;
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
    private final RetryPolicy retries = new RetryPolicy();
    private final Storage storage;

    /**
     * Makes no connection yet.
     *
     * @param base the Server's address without a path, for example {@code https://host:8082}
     */
    public Transport(String base, Credentials credentials, HttpSettings settings, Time time) {
        this.connections = new Connections(base, settings, credentials);
        this.login = new Login(credentials, connections);
        this.time = time;
        this.storage = new Storage(settings, time);
        URI address = URI.create(base);
        boolean local = "localhost".equals(address.getHost())
                || String.valueOf(address.getHost()).startsWith("127.");
        if ("http".equals(address.getScheme()) && !local && !credentials.equals(Credentials.NONE)) {
            LOG.warn("{} is reached without TLS: tokens and passwords can be read on the way", base);
        }
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
        return repeated(call, token -> connections.exchange(call, token, (response, body) -> reader.read(body)));
    }

    /**
     * Calls the Server and gives the body of the answer as it comes, which is not repeated once it began. It holds a
     * connection until it is closed.
     *
     * @throws StarwhaleException as its subclasses say
     */
    public InputStream open(Call call) {
        return repeated(call, token -> connections.open(call, token));
    }

    private <T> T repeated(Call call, Attempt<T> exchange) {
        for (int attempt = 1; ; attempt++) {
            Duration asked = null;
            UnavailableException failure;
            try {
                T result = authorized(exchange);
                retries.succeeded();
                return result;
            } catch (BusyException e) {
                asked = e.retryAfter(time.now());
                failure = e.told();
            } catch (UnavailableException e) {
                failure = e;
            }
            if (!call.repeatable() || !retries.another(attempt)) {
                throw failure;
            }
            pause(attempt, asked, failure);
        }
    }

    private <T> T authorized(Attempt<T> exchange) {
        String token = login.token();
        try {
            return exchange.with(token);
        } catch (NotAuthenticatedException e) {
            if (!login.canRenew()) {
                throw advised(e);
            }
        }
        String renewed = login.renew(token);
        // A call that was refused for its token did nothing, so that even a change may be sent again.
        try {
            return exchange.with(renewed);
        } catch (NotAuthenticatedException e) {
            throw advised(e);
        }
    }

    /** One exchange, with the token that is valid now. */
    private interface Attempt<T> {
        T with(@Nullable String token);
    }

    private NotAuthenticatedException advised(NotAuthenticatedException e) {
        return new NotAuthenticatedException(e.getMessage() + "; " + login.advice(), e.httpStatus(), null);
    }

    private void pause(int attempt, @Nullable Duration asked, UnavailableException failure) {
        Duration pause = retries.pause(attempt, asked);
        if (RetryPolicy.tooLong(pause)) {
            throw new UnavailableException(
                    failure.getMessage() + "; it asks to be left alone for " + pause.toSeconds() + " seconds",
                    failure.httpStatus(),
                    null);
        }
        LOG.debug("trying again in {} ms, after attempt {}: {}", pause.toMillis(), attempt, failure.getMessage());
        try {
            time.pause(pause);
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
