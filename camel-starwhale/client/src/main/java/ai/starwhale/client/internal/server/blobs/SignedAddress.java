// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.blobs;

import ai.starwhale.client.ProtocolException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a blob can be read until some time, by whoever has the address: it is as good as a password, and shown nowhere.
 * Protocol: {@code POST /filestorage/sign-links?expTimeMillis=} with an array of uris answers an address for each.
 */
final class SignedAddress {
    /** The Python SDK asks for a day; what is short-lived can do less harm, and costs a request an hour. */
    private static final Duration LIFE = Duration.ofHours(1);

    private static final Duration RESERVE = Duration.ofMinutes(1);

    final URI address;
    private final Instant end;

    private SignedAddress(URI address, Instant end) {
        this.address = address;
        this.end = end;
    }

    /** Has a uri signed; a Server signs whatever it is given. */
    static SignedAddress of(String uri, Signer signer, Instant now) {
        String purpose = "sign a link to blob '" + uri + "'";
        JsonNode answer = signer.ask(
                purpose,
                "/filestorage/sign-links?expTimeMillis=" + LIFE.toMillis(),
                JsonNodeFactory.instance.arrayNode().add(uri));
        URI address = parsed(answer.path(uri).asText());
        if (address == null) {
            throw new ProtocolException(
                    "cannot " + purpose + ": the Server did not answer an address of http or https", 200, null);
        }
        return new SignedAddress(address, now.plus(LIFE).minus(RESERVE));
    }

    boolean isValid(Instant now) {
        return now.isBefore(end);
    }

    private static @Nullable URI parsed(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean isHttp = scheme.equals("http") || scheme.equals("https");
            return isHttp && uri.getHost() != null && uri.getUserInfo() == null ? uri : null;
        } catch (URISyntaxException e) {
            // Its message quotes the address.
            return null;
        }
    }

    /** Nothing of the address. */
    @Override
    public String toString() {
        return "SignedAddress[until " + end + "]";
    }
}
