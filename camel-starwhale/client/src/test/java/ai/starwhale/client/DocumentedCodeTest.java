// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code in the documents of the client compiles as it stands there. */
class DocumentedCodeTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    @TempDir
    Path classes;

    @Test
    void everyBlockCompiles() throws IOException {
        List<String> blocks = new ArrayList<>();
        for (String document : List.of("client.md", "python-sdk.md", "values.md")) {
            blocks.addAll(blocks(ROOT.resolve("docs").resolve(document)));
        }
        blocks(ROOT.resolve("README.md")).stream()
                .filter(block -> block.contains("Starwhale.builder()"))
                .forEach(blocks::add);
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(9);

        for (String block : blocks) {
            assertThat(trouble(block)).as(block).isEmpty();
        }
    }

    @Test
    void whatDoesNotCompileIsNoticed() throws IOException {
        assertThat(trouble("String text = job.info();")).contains("incompatible types");
    }

    private static List<String> blocks(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private String trouble(String block) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter trouble = new StringWriter();
        List<String> options =
                List.of("-classpath", System.getProperty("java.class.path"), "-proc:none", "-d", classes.toString());
        boolean compiles = compiler.getTask(trouble, null, null, options, null, List.of(source(block)))
                .call();
        return compiles ? "" : trouble.toString();
    }

    /** What a block takes for granted is a field here, so that the block can declare it too. */
    private static JavaFileObject source(String block) {
        String text = """
                import ai.starwhale.client.*;
                import java.io.*;
                import java.nio.file.*;
                import java.time.*;
                import java.util.*;
                import java.util.concurrent.*;

                class Sample {
                    Starwhale starwhale;
                    Job job;
                    String token;
                    String password;
                    List<Row> page;
                    Path target;

                    void sample() throws Exception {
                %s
                    }
                }
                """.formatted(block);
        return new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
