// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tokens that are valid, each with its user. */
final class Tokens {

    private static final Duration LIFE = Duration.ofDays(30);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private record Grant(User user, Instant expires) {}

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Tokens(Clock clock) {
        this.clock = clock;
    }

    String issue(User user) {
        Instant now = clock.instant();
        Instant expires = now.plus(LIFE);
        String claims = "{\"sub\":\"" + user.id() + "," + user.name() + "\",\"iss\":\"starwhale\",\"iat\":"
                + now.getEpochSecond() + ",\"exp\":" + expires.getEpochSecond() + "}";
        byte[] signature = new byte[64];
        random.nextBytes(signature);
        String token = part("{\"alg\":\"HS512\"}") + "." + part(claims) + "." + BASE64.encodeToString(signature);
        grants.put(token, new Grant(user, expires));
        return token;
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    void accept(String token, User user) {
        grants.put(token, new Grant(user, Instant.MAX));
    }

    void revokeAll() {
        grants.clear();
    }

    @Nullable User user(String token) {
        Grant grant = grants.get(token);
        return grant != null && clock.instant().isBefore(grant.expires()) ? grant.user() : null;
    }
}
