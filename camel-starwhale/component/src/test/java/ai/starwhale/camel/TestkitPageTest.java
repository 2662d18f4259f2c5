// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that docs/testkit.md shows are tests that run. */
class TestkitPageTest {
    private static final Pattern BLOCK = Pattern.compile("<!-- test: (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    private static String solid(String text) {
        return text.replaceAll("\\s", "");
    }

    @Test
    void whatThePageShowsIsInTheTest() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "..", "docs", "testkit.md")));
        int blocks = 0;
        while (block.find()) {
            blocks++;
            Path test = Path.of("src", "test", "java", "ai", "starwhale", "camel", block.group(1) + ".java");
            assertThat(solid(Files.readString(test))).as(block.group(1)).contains(solid(block.group(2)));
        }
        assertThat(blocks).isEqualTo(2);
    }
}
