// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.InvalidRequestException;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a user can get wrong, and what the answer says. */
class MistakesTest {
    private static final String ALL = "[create, dryRun, await, get, list, status, summary, tables,"
            + " columns, rows, tasks, events, logs, cancel, pause, resume, remove, recover, comment]";
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Throwable failure(String uri, Map<String, Object> headers) {
        return fixture.send(uri, message -> message.getMessage().setHeaders(headers))
                .getException();
    }

    @Test
    void anUnknownOperationInTheHeader() {
        assertThat(failure("starwhale:job?operation=get", Map.of(StarwhaleConstants.OPERATION, "destroy")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(
                        "unknown operation 'destroy' in the header CamelStarwhaleOperation; expected one of " + ALL);
    }

    @Test
    void anUnknownOperationInTheUri() {
        assertThatThrownBy(() -> fixture.camel.getEndpoint("starwhale:job?operation=destroy"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .rootCause()
                .hasMessageContaining("destroy")
                .hasMessageContaining("Operation");
    }

    @Test
    void noOperation() {
        assertThat(failure("starwhale:job", Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("no operation: set the option operation or the header CamelStarwhaleOperation to one of "
                        + ALL);
    }

    @Test
    void noJob() {
        for (String operation : new String[] {
            "await", "get", "status", "summary", "tables", "columns", "rows", "tasks", "events", "cancel", "pause",
            "resume", "remove", "recover"
        }) {
            assertThat(failure("starwhale:job?operation=" + operation, Map.of()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("no job: set the option job or the header CamelStarwhaleJobUri");
        }
    }

    @Test
    void noModel() {
        assertThat(failure("starwhale:job?operation=create&runHandler=evaluator:evaluate", Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("a job cannot be made without model");
    }

    @Test
    void anotherResource() {
        assertThatThrownBy(() -> fixture.camel.getEndpoint("starwhale:foo"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("starwhale:foo does not exist; expected starwhale:job, with options after a '?'");
    }

    @Test
    void aFetchSizeThatIsNoNumber() {
        assertThatThrownBy(() -> fixture.camel.getEndpoint("starwhale:job?operation=rows&fetchSize=many"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasStackTraceContaining("many");
    }

    @Test
    void anOptionThatDoesNotExist() {
        assertThatThrownBy(() -> fixture.camel.getEndpoint("starwhale:job?operation=get&jbo=3"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("jbo=3");
    }

    @Test
    void nothingWasAskedOfTheServer() {
        failure("starwhale:job?operation=create", Map.of());
        failure("starwhale:job", Map.of());
        assertThat(fixture.server.requests()).isEmpty();
    }
}
