// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.ProtocolException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * The token of one user of one Server. With a user and a password it is fetched when it is first needed and again when
 * the Server does not take it any more: once, however many calls wait for it.
 */
final class Login {
    private final Credentials credentials;
    private final Connections connections;
    private @Nullable CompletableFuture<String> underWay;
    private volatile @Nullable String token;

    Login(Credentials credentials, Connections connections) {
        this.credentials = credentials;
        this.connections = connections;
        this.token = credentials.token();
    }

    /** The token to send, or null for somebody who has none. */
    @Nullable String token() {
        String present = token;
        return present == null && credentials.canLogIn() ? renew(null) : present;
    }

    boolean canRenew() {
        return credentials.canLogIn();
    }

    /** A token other than the refused one: the one that another caller fetched meanwhile, or a new one. */
    String renew(@Nullable String refused) {
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
        return other == null ? fetchForAll(coming) : shared(other);
    }

    private String fetchForAll(CompletableFuture<String> waiting) {
        try {
            String fetched = fetch();
            token = fetched;
            waiting.complete(fetched);
            return fetched;
        } catch (RuntimeException e) {
            waiting.completeExceptionally(e);
            throw e;
        } finally {
            synchronized (this) {
                underWay = null;
            }
        }
    }

    /** What another caller's login came to; its failure too, because many wrong passwords lock a user out. */
    private static String shared(CompletableFuture<String> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What to do about a refusal, for the message. */
    String advice() {
        if (credentials.canLogIn()) {
            return "check the password of user '" + credentials.user() + "'";
        }
        return credentials.token() == null
                ? "give a token, or a user and a password"
                : "the token may have expired: log in again";
    }

    private String fetch() {
        String user = Objects.requireNonNull(credentials.user());
        String form = "userName=" + encode(user) + "&userPwd=" + encode(Objects.requireNonNull(credentials.password()));
        Call call = Call.form("log in as '" + user + "'", "/api/v1/login", form);
        try {
            return connections.exchange(call, null, (response, body) -> {
                body.readAllBytes();
                Header header = response.getFirstHeader("Authorization");
                String fetched = header == null
                        ? null
                        : Credentials.token(header.getValue()).token();
                if (fetched == null || fetched.isEmpty()) {
                    throw new ProtocolException("the answer to the login holds no token", 0, null);
                }
                return fetched;
            });
        } catch (NotAuthenticatedException e) {
            throw new NotAuthenticatedException(e.getMessage() + "; " + advice(), e.httpStatus(), null);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
