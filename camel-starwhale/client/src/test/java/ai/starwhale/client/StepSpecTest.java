// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wanted of a step, and the forms in which it can be said. */
class StepSpecTest {
    private static final StepSpec PREDICT =
            StepSpec.builder().replicas(3).memory("1GiB").cpu(0.5, 1).build();

    @Test
    void formsOfTheSameSpec() {
        Map<String, Object> resources = new LinkedHashMap<>();
        resources.put("memory", "1GiB");
        resources.put("cpu", Map.of("request", 0.5, "limit", 1));
        String json =
                "{\"evaluator:predict\":{\"replicas\":3,\"resources\":{\"memory\":\"1GiB\",\"cpu\":{\"request\":0.5,\"limit\":1}}}}";
        String yaml = """
                evaluator:predict:
                  replicas: 3
                  resources:
                    memory: 1GiB
                    cpu: {request: 0.5, limit: 1}
                """;

        assertThat(StepSpec.parse(Map.of("evaluator:predict", Map.of("replicas", 3, "resources", resources))))
                .containsExactly(entry("evaluator:predict", PREDICT));
        assertThat(StepSpec.parse(json)).containsExactly(entry("evaluator:predict", PREDICT));
        assertThat(StepSpec.parse(yaml)).containsExactly(entry("evaluator:predict", PREDICT));
        assertThat(StepSpec.parse(Map.of("evaluator:predict", PREDICT)))
                .containsExactly(entry("evaluator:predict", PREDICT));
    }

    @Test
    void resourcesStayInTheirOrder() {
        assertThat(StepSpec.parse("{\"s\":{\"resources\":{\"memory\":1,\"nvidia.com/gpu\":2,\"cpu\":3}}}")
                        .get("s")
                        .resources())
                .containsExactly(
                        entry("memory", Resource.of(1)),
                        entry("nvidia.com/gpu", Resource.of(2)),
                        entry("cpu", Resource.of(3)));
    }

    @Test
    void textForTheResourcesIsTheMemory() {
        assertThat(StepSpec.parse(Map.of("s", Map.of("resources", "4GiB"))))
                .containsExactly(entry("s", StepSpec.builder().memory("4GiB").build()));
    }

    @Test
    void whatIsNotSaidStays() {
        assertThat(StepSpec.parse("{\"s\":{}}").get("s")).isEqualTo(new StepSpec(null, null));
        assertThat(StepSpec.parse("{\"s\":{\"resources\":null}}").get("s"))
                .isEqualTo(new StepSpec(null, Map.of()))
                .isEqualTo(StepSpec.builder().cpu(1).noResources().build());
        assertThat(StepSpec.builder().gpu(1).build().resources())
                .containsExactly(entry("nvidia.com/gpu", Resource.of(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "12,12",
        "' 12 ',12",
        "1k,1000",
        "1KB,1000",
        "1ki,1024",
        "1KiB,1024",
        "2m,2000000",
        "2MB,2000000",
        "1.5Mi,1572864",
        "1.5 MiB,1572864",
        "3g,3000000000",
        "3GB,3000000000",
        "1Gi,1073741824",
        "1GiB,1073741824",
        ".5GiB,536870912",
        "0.1GiB,107374182",
        "1.G,1000000000",
        "0,0"
    })
    void sizes(String size, double bytes) {
        assertThat(StepSpec.builder().memory(size).build().resources()).containsEntry("memory", Resource.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "1TiB", "1.5", "-1GiB", "1 B", "1GiBB", "1e3k", "NaN", "0x10", "1,5G", "b"})
    void sizesThatAreNone(String size) {
        assertThatThrownBy(() -> StepSpec.builder().memory(size))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("memory '" + size
                        + "': bytes are expected, or a size in Ki, KiB, K, KB, Mi, MiB, M, MB, Gi, GiB, G or GB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'s':{'resources':{'gpu':1}}} | step 's': resources has 'gpu', one of [cpu, nvidia.com/gpu, memory] is expected",
                "{'s':{'resources':{'cpu':'1'}}} | step 's': cpu: the amount has '1', a number is expected",
                "{'s':{'resources':{'cpu':true}}} | step 's': cpu: the amount has 'true', a number is expected",
                "{'s':{'resources':{'cpu':-1}}} | step 's': cpu: request -1.0: a number from 0 on is expected",
                "{'s':{'resources':{'cpu':{'request':1}}}} | step 's': cpu: the resource has '{request=1}', both request and limit, or one amount for both, is expected",
                "{'s':{'resources':{'cpu':{'min':1,'limit':1}}}} | step 's': cpu: the resource has 'min', one of [request, limit] is expected",
                "{'s':{'resources':{'cpu':{'request':0,'limit':-2}}}} | step 's': cpu: limit -2.0: a number from 0 on is expected",
                "{'s':{'resources':{'nvidia.com/gpu':0.5}}} | step 's': nvidia.com/gpu Resource[request=0.5, limit=0.5]: a whole number is expected",
                "{'s':{'resources':{'memory':'4 TiB'}}} | step 's': memory: memory '4 TiB': bytes are expected, or a size in Ki, KiB, K, KB, Mi, MiB, M, MB, Gi, GiB, G or GB",
                "{'s':{'resources':{'memory':[1]}}} | step 's': memory: the amount has '[1]', a number of bytes, or a size such as 1GiB, is expected",
                "{'s':{'resources':7}} | step 's': resources has '7', a map from [cpu, nvidia.com/gpu, memory] to amounts, or a size of memory is expected",
                "{'s':{'replicas':0}} | step 's': replicas 0: at least 1 is expected",
                "{'s':{'replicas':'3'}} | step 's': replicas has '3', a whole number is expected",
                "{'s':{'replicas':1.5}} | step 's': replicas has '1.5', a whole number is expected",
                "{'s':{'replicas':null}} | step 's': replicas has 'null', a whole number is expected",
                "{'s':{'replicas':4294967297}} | step 's': replicas has '4294967297', a whole number is expected",
                "{'s':{'replica':3}} | step 's': the spec has 'replica', one of [replicas, resources] is expected",
                "{'s':3} | step 's': the spec has '3', a map with replicas, resources or both is expected",
            })
    void mistakesAreSaidWithTheirPlace(String json, String message) {
        assertThatThrownBy(() -> StepSpec.parse(json.replace('\'', '"')))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(message);
    }

    @Test
    void textsThatAreNoSpecs() {
        assertThatThrownBy(() -> StepSpec.parse("[1]"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("overwriteSpecs has '[1]', a map from steps to specs, such as {\"");
        for (String text : Arrays.asList("{\"s\":", "{\"s\":{},\"s\":{}}", "")) {
            assertThatThrownBy(() -> StepSpec.parse(text))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("overwriteSpecs ");
        }
    }

    @Test
    void valuesThatCannotBe() {
        assertThatThrownBy(() -> new Resource(Double.NaN, 1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("request NaN: a number from 0 on is expected");
        assertThatThrownBy(() -> new Resource(1, Double.POSITIVE_INFINITY))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("limit Infinity: a number from 0 on is expected");
        assertThatThrownBy(() ->
                        StepSpec.builder().resource("disk", Resource.of(1)).build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("resource 'disk': one of [cpu, nvidia.com/gpu, memory] is expected");
    }

    @Test
    void doesNotChangeAfterwards() {
        Map<String, Resource> resources = new HashMap<>(Map.of("cpu", Resource.of(1)));
        StepSpec spec = new StepSpec(1, resources);
        resources.clear();

        assertThat(spec.resources()).hasSize(1);
        assertThatThrownBy(() -> spec.resources().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
