// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * The token of one user of one Server. With a user and a password it is fetched when it is first needed and again when
 * the Server does not take it any more: once, however many calls wait for it.
 */
final class Login {
    private final Credentials credentials;
    private final Connections connections;
    private final Reports reports;
    private @Nullable CompletableFuture<String> underWay;
    private volatile @Nullable String token;

    Login(Credentials credentials, Connections connections, Reports reports) {
        this.credentials = credentials;
        this.connections = connections;
        this.reports = reports;
        this.token = credentials.token();
    }

    /** The token to send, or null for somebody who has none. */
    @Nullable String token(Deadline deadline) {
        String present = token;
        return present == null && credentials.canLogIn() ? renew(null, deadline) : present;
    }

    /** Whether another token may help against this refusal, which is not so where a proxy refuses. */
    boolean canRenew(NotAuthenticatedException refusal) {
        return credentials.canLogIn() && isOfServer(refusal);
    }

    private static boolean isOfServer(NotAuthenticatedException refusal) {
        return refusal.httpStatus() != ForwardProxy.AUTHENTICATION_REQUIRED;
    }

    /**
     * A token other than the refused one: the one that another caller fetched meanwhile, or a new one.
     *
     * @param deadline that of the caller, which also ends the waiting for another caller's login
     */
    String renew(@Nullable String refused, Deadline deadline) {
        while (true) {
            CompletableFuture<String> coming = new CompletableFuture<>();
            CompletableFuture<String> other;
            synchronized (this) {
                String present = token;
                if (present != null && !present.equals(refused)) {
                    return present;
                }
                other = underWay;
                if (other == null) {
                    underWay = coming;
                }
            }
            if (other == null) {
                return fetchForAll(coming, deadline);
            }
            String shared = shared(other, deadline);
            if (shared != null) {
                return shared;
            }
        }
    }

    private String fetchForAll(CompletableFuture<String> waiting, Deadline deadline) {
        try {
            String fetched = fetch(deadline);
            token = fetched;
            ended();
            waiting.complete(fetched);
            return fetched;
        } catch (RuntimeException e) {
            ended();
            if (e instanceof UnavailableException && deadline.isOver()) {
                // It was this caller's time that was over, and not theirs: one of them tries again.
                waiting.cancel(false);
            } else {
                waiting.completeExceptionally(e);
            }
            throw e;
        }
    }

    private synchronized void ended() {
        underWay = null;
    }

    /**
     * What another caller's login came to; its failure too, because many wrong passwords lock a user out. Null if that
     * caller had no time left for it.
     */
    private @Nullable String shared(CompletableFuture<String> other, Deadline deadline) {
        CompletableFuture<String> waiting = other.copy();
        deadline.cutOff(() -> waiting.cancel(false));
        try {
            return deadline.join(waiting);
        } catch (CancellationException e) {
            throw new UnavailableException(
                    "cannot log in as '" + credentials.user() + "' on " + reports.base() + ": it took longer than "
                            + deadline.limit(),
                    0,
                    null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof CancellationException) {
                return null;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The refusal, with what to do about it. */
    NotAuthenticatedException advised(NotAuthenticatedException e) {
        return isOfServer(e)
                ? new NotAuthenticatedException(e.getMessage() + "; " + advice(), e.httpStatus(), null)
                : e;
    }

    private String advice() {
        if (credentials.canLogIn()) {
            return "check the password of user '" + credentials.user() + "'";
        }
        return credentials.token() == null
                ? "give a token, or a user and a password"
                : "the token may have expired: log in again";
    }

    private String fetch(Deadline deadline) {
        String user = Objects.requireNonNull(credentials.user());
        String form = "userName=" + encode(user) + "&userPwd=" + encode(Objects.requireNonNull(credentials.password()));
        Call call = Call.form("log in as '" + user + "'", "/api/v1/login", form);
        try {
            return CallRun.of(
                    call,
                    reports,
                    deadline,
                    run -> run.attempt(attempt -> connections.exchange(attempt, null, Login::token)));
        } catch (NotAuthenticatedException e) {
            throw advised(e);
        }
    }

    private static String token(ClassicHttpResponse response, InputStream body) throws IOException {
        body.readAllBytes();
        Header header = response.getFirstHeader("Authorization");
        String fetched =
                header == null ? null : Credentials.token(header.getValue()).token();
        if (fetched == null || fetched.isEmpty()) {
            throw new ProtocolException("the answer to the login holds no token", 0, null);
        }
        return fetched;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
