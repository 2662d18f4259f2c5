// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import ai.starwhale.client.Artifact;
import ai.starwhale.client.Link;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Rows as JSON. Of an artifact it says what it is and where its bytes lie, and fetches nothing. */
final class RowJson {
    private RowJson() {}

    static ObjectMapper mapper() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(Artifact.class, as(RowJson::described));
        module.addSerializer(Link.class, as(RowJson::described));
        return new ObjectMapper().registerModule(module);
    }

    private static <T> JsonSerializer<T> as(Function<T, Map<String, Object>> description) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider context) throws IOException {
                context.defaultSerializeValue(description.apply(value), json);
            }
        };
    }

    private static Map<String, Object> described(Artifact artifact) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("type", artifact.type());
        described.put("mimeType", artifact.mimeType());
        described.put("displayName", artifact.displayName());
        Link link = artifact.link();
        if (link != null) {
            described.putAll(described(link));
        }
        return described;
    }

    private static Map<String, Object> described(Link link) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("uri", link.uri());
        described.put("offset", link.offset());
        described.put("size", link.size());
        return described;
    }
}
