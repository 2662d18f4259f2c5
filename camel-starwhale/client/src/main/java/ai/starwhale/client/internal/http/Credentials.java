// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a user proves who he is with: a token, or a user and a password.
 *
 * @param token a token without "Bearer ", or null
 * @param user the user, or null
 * @param password the password, or null
 */
public record Credentials(
        @Nullable String token,
        @Nullable String user,
        @Nullable String password) {
    private static final String BEARER = "Bearer ";

    /** Nothing: only what anybody may see. */
    public static final Credentials NONE = new Credentials(null, null, null);

    /** A token, with or without "Bearer " before it, as swcli stores it. */
    public static Credentials token(String token) {
        String bare = token.strip();
        return new Credentials(bare.startsWith(BEARER) ? bare.substring(BEARER.length()) : bare, null, null);
    }

    /** A user and a password, for which the Server gives a token. */
    public static Credentials user(String user, String password) {
        return new Credentials(null, user, password);
    }

    boolean canLogIn() {
        return user != null && password != null;
    }

    /** The text without this password and these tokens: a Server, or a proxy before it, may repeat what it was sent. */
    String hidden(String text, @Nullable String fetchedToken) {
        String hidden = without(without(text, token), fetchedToken);
        return password == null
                ? hidden
                : without(without(hidden, password), URLEncoder.encode(password, StandardCharsets.UTF_8));
    }

    private static String without(String text, @Nullable String secret) {
        return secret == null || secret.isEmpty() ? text : text.replace(secret, "***");
    }

    /** Tells the kind and the user, never a secret. */
    @Override
    public String toString() {
        return canLogIn() ? "user " + user : token != null ? "a token" : "no credentials";
    }
}
