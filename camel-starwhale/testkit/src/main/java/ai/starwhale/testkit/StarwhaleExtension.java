// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test of JUnit 5 a {@link StarwhaleServer} of its own and closes it afterwards, as a parameter or in a field:
 *
 * <pre>{@code
 * @ExtendWith(StarwhaleExtension.class)
 * class MyTest {
 *     StarwhaleServer server;
 *
 *     @Test
 *     void test() { ... server.url() ... }
 *
 *     @Test
 *     void another(StarwhaleServer server) { ... }
 * }
 * }</pre>
 *
 * <p>A server that is started otherwise is asked for with {@code @RegisterExtension}:
 *
 * <pre>{@code
 * @RegisterExtension
 * final StarwhaleExtension starwhale = new StarwhaleExtension(builder -> builder.recorded());
 * }</pre>
 *
 * <p>The field is set before {@code @BeforeEach}; it is any of that type that is not static. Tests and {@code
 * @BeforeEach} and {@code @AfterEach} methods can have the parameter; constructors and what is done once a class
 * cannot. JUnit is an optional dependency of the testkit: only this class needs it.
 */
public final class StarwhaleExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(StarwhaleExtension.class);

    private final UnaryOperator<StarwhaleServer.Builder> start;

    /** Servers as {@link StarwhaleServer#start()} makes them. */
    public StarwhaleExtension() {
        this(UnaryOperator.identity());
    }

    /** Servers that are started so. */
    public StarwhaleExtension(UnaryOperator<StarwhaleServer.Builder> start) {
        this.start = start;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IllegalAccessException {
        StarwhaleServer server = start.apply(StarwhaleServer.builder()).start();
        store(context).put(StarwhaleServer.class, server);
        for (Object test : context.getRequiredTestInstances().getAllInstances()) {
            for (Class<?> type = test.getClass(); type != null; type = type.getSuperclass()) {
                inject(server, test, type);
            }
        }
    }

    private static void inject(StarwhaleServer server, Object test, Class<?> type) throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            boolean isFree = !Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers);
            if (isFree && field.getType().equals(StarwhaleServer.class)) {
                field.setAccessible(true);
                field.set(test, server);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        StarwhaleServer server = store(context).remove(StarwhaleServer.class, StarwhaleServer.class);
        if (server != null) {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(StarwhaleServer.class)
                && store(context).get(StarwhaleServer.class) != null;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).get(StarwhaleServer.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
