// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Blobs: upload, signed addresses, and the store that they lead to, which lies beside the API and asks for no token. */
final class BlobApi {

    static final String STORE = "/obj-store/";
    private static final String SUBJECT = "Object Store";
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final World world;
    private final String scheme;

    /** @param scheme what signed addresses begin with: http or https */
    BlobApi(World world, String scheme) {
        this.world = world;
        this.scheme = scheme;
    }

    void addTo(Routes routes) {
        routes.add("POST", "filestorage/sign-links", Access.EVERYBODY, this::sign);
        routes.add("POST", "project/*/evaluation/*/hashedBlob/*", Access.OWNERS, this::upload);
    }

    private Reply upload(Call call) {
        byte[] file = Multipart.part(call, "file");
        if (file == null) {
            throw Failure.internal("Required request part 'file' is not present");
        }
        return Reply.success(world.blobs().put(call.project().id(), call.segment(3), call.segment(5), file));
    }

    private Reply sign(Call call) {
        String life = call.query("expTimeMillis");
        if (life == null) {
            throw Failure.internal(
                    "Required request parameter 'expTimeMillis' for method parameter type Long is not" + " present");
        }
        String expires = Long.toString(world.now() + Long.parseLong(life));
        String host = call.header("host");
        ObjectNode links = Json.object();
        for (JsonNode uri : call.json()) {
            String name = uri.asText();
            links.put(
                    name,
                    scheme + "://" + host + STORE + name + "/" + expires + "?sign="
                            + world.blobs().signature(name, expires));
        }
        return Reply.success(links);
    }

    /** Answers {@code GET /obj-store/{uri}/{expires}?sign=}; {@code path} is what stands behind the store's own. */
    Reply read(String path, Map<String, String> query, @Nullable String range) {
        int end = path.lastIndexOf('/');
        String uri = path.substring(0, Math.max(0, end));
        String expires = path.substring(end + 1);
        if (!world.blobs().signature(uri, expires).equals(query.get("sign"))) {
            throw Failure.invalid(SUBJECT, "signature invalid");
        }
        if (Long.parseLong(expires) < world.now()) {
            throw Failure.invalid(SUBJECT, "link expired");
        }
        byte[] blob = world.blobs().get(uri);
        if (blob == null) {
            throw new Failure(Reply.failure(
                    500,
                    "SYSTEM ERROR: STORAGE",
                    "ERROR occurs while dealing with STORAGE\ndownload file from storage failed"));
        }
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        RangeAnswers ranges = world.blobs().ranges();
        return asked.matches() && ranges != RangeAnswers.WHOLE ? part(blob, asked, ranges) : whole(blob);
    }

    private static Reply whole(byte[] blob) {
        return new Reply(200, null, blob, Map.of()).inChunks();
    }

    private static Reply part(byte[] blob, Matcher asked, RangeAnswers ranges) {
        long first = number(asked.group(1), blob.length);
        long last = asked.group(2).isEmpty() ? blob.length - 1L : number(asked.group(2), blob.length - 1L);
        byte[] part = last < first ? new byte[0] : Arrays.copyOfRange(blob, (int) first, (int) last + 1);
        if (ranges == RangeAnswers.AS_RECORDED) {
            return new Reply(200, null, part, Map.of());
        }
        return part.length == 0
                ? new Reply(416, null, part, Map.of("Content-Range", "bytes */" + blob.length))
                : new Reply(
                        206, null, part, Map.of("Content-Range", "bytes " + first + "-" + last + "/" + blob.length));
    }

    /** The number, or the largest that makes sense; the Python SDK asks for 9223372036854775807 and means the end. */
    private static long number(String digits, long most) {
        return digits.length() > 18 ? most : Math.min(Long.parseLong(digits), most);
    }
}
