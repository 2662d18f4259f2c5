// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools know of the component is what it has. */
class CatalogTest {
    private final JsonObject catalog = read();

    private static JsonObject read() {
        try (InputStream json = CatalogTest.class.getResourceAsStream("/META-INF/ai/starwhale/camel/starwhale.json")) {
            return (JsonObject) Jsoner.deserialize(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | DeserializationException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names(String part) {
        Map<String, Object> entries = catalog.getMap(part);
        return List.copyOf(entries.keySet());
    }

    private JsonObject option(String part, String name) {
        assertThat(names(part)).contains(name);
        return (JsonObject) catalog.getMap(part).get(name);
    }

    private List<?> choices(String part, String name) {
        return List.copyOf(option(part, name).getCollection("enum"));
    }

    @Test
    void everyOption() {
        List<String> names = new ArrayList<>();
        for (Class<?> type : List.of(StarwhaleConfiguration.class, StarwhaleEndpoint.class)) {
            Arrays.stream(type.getDeclaredFields())
                    .filter(field -> field.isAnnotationPresent(UriParam.class))
                    .map(Field::getName)
                    .filter(name -> !name.equals("configuration"))
                    .forEach(names::add);
        }
        assertThat(names).hasSizeGreaterThan(30);
        assertThat(names("properties")).containsAll(names);
    }

    @Test
    void everyOperation() {
        List<String> operations =
                Arrays.stream(Operation.values()).map(Enum::name).toList();
        assertThat(choices("properties", "operation")).isEqualTo(operations);
        assertThat(choices("headers", StarwhaleConstants.OPERATION)).isEqualTo(operations);
    }

    @Test
    void everyHeader() throws IllegalAccessException {
        List<String> headers = new ArrayList<>();
        for (Field field : StarwhaleConstants.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                headers.add((String) field.get(null));
            }
        }
        assertThat(names("headers")).containsExactlyInAnyOrderElementsOf(headers);
        assertThat(headers).allMatch(header -> header.startsWith("CamelStarwhale"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "username", "password", "devModePassword", "proxyUsername", "proxyPassword"})
    void whatIsSecret(String name) {
        assertThat(option("properties", name).getBoolean("secret")).isTrue();
        assertThat(option("componentProperties", name).getBoolean("secret")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay", "connectTimeout", "responseTimeout", "callTimeout", "ttl"})
    void whatIsATime(String name) {
        assertThat(option("properties", name).getString("type")).isEqualTo("duration");
    }

    @Test
    void theDelayIsFiveSecondsByDefault() {
        assertThat(option("properties", "delay").getString("defaultValue")).isEqualTo("5000");
    }
}
