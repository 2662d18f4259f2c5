// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;

/** Compiles blocks of Java as they stand in the documents: statements, either of any method or of a RouteBuilder. */
final class JavaSnippets {
    private static final String IMPORTS = """
            import ai.starwhale.camel.*;
            import ai.starwhale.client.*;
            import ai.starwhale.testkit.*;
            import java.io.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.apache.camel.*;
            import org.apache.camel.builder.*;
            import org.apache.camel.support.processor.state.*;
            """;
    private static final String ROUTES = IMPORTS + """
            public class Sample extends RouteBuilder {
                @Override
                public void configure() throws Exception {
            %s
                }
            }
            """;
    /** What a block takes for granted is a field here, so that the block can declare it too. */
    private static final String CODE = IMPORTS + """
            public class Sample {
                Starwhale starwhale;
                Job job;
                String token;
                String password;
                List<Row> page;
                Path target;
                CamelContext context;
                StarwhaleServer server;
                ManualClock clock;
                Table results;

                void sample() throws Exception {
            %s
                }
            }
            """;

    private JavaSnippets() {}

    /** What the compiler has to say against a block; empty if nothing. */
    static String trouble(Snippet snippet, Path classes) {
        return compile((snippet.isRoute() ? ROUTES : CODE).formatted(snippet.text()), classes);
    }

    /** The routes of a block. */
    static RoutesBuilder routes(String block, Path classes) throws ReflectiveOperationException {
        String trouble = compile(ROUTES.formatted(block), classes);
        if (!trouble.isEmpty()) {
            throw new IllegalArgumentException(trouble);
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, JavaSnippets.class.getClassLoader())) {
            return (RoutesBuilder)
                    loader.loadClass("Sample").getDeclaredConstructor().newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String compile(String source, Path classes) {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter trouble = new StringWriter();
        List<String> options =
                List.of("-classpath", System.getProperty("java.class.path"), "-proc:none", "-d", classes.toString());
        boolean compiles = ToolProvider.getSystemJavaCompiler()
                .getTask(trouble, null, null, options, null, List.of(file))
                .call();
        return compiles ? "" : trouble.toString();
    }
}
