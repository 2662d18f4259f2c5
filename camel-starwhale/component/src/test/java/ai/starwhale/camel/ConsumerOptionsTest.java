// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Options with which a consumer would watch nothing keep its route from starting, with a message that names them. */
class ConsumerOptionsTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "operation=rows > option operation=rows is for producers",
                "job={{empty}} > option job= names no job: at least one is expected",
                "job=RAW( ) > option job=  names no job: at least one is expected",
                "job=, > option job=, names no job: at least one is expected",
                "job=1,a/b/c > option job: ",
                "project={{empty}} > option project is blank; a project is expected",
                "project=RAW( )&job=1 > option project is blank; a project is expected",
                "consumerId=RAW( ) > option consumerId is blank; a name for what is stored is expected"
            })
    void keepTheRouteFromStarting(String options, String told) {
        fixture.camel.getPropertiesComponent().addInitialProperty("empty", "");
        assertThatThrownBy(() -> new Watcher(fixture, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(told);
        assertThat(fixture.server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"statuses=success", "statuses=Success, fail", "statuses=SUCCESS"})
    void statusesAreNamedInWhateverCase(String options) throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        List<String> warnings = warnings(() -> {
            Watcher watcher = new Watcher(fixture, options);
            assertThat(watcher.poll()).isEmpty();
            fixture.clock.advance(Duration.ofMinutes(1));
            assertThat(watcher.poll()).containsExactly("1:SUCCESS");
        });
        assertThat(warnings).isEmpty();
    }

    @Test
    void theLogTellsOnceOfAStatusThatIsNotKnown() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "FAIL"));
        List<String> warnings = warnings(() -> {
            Watcher watcher = new Watcher(fixture, "statuses=failed,FAIL");
            watcher.poll();
            fixture.clock.advance(Duration.ofMinutes(1));
            assertThat(watcher.poll()).containsExactly("1:FAIL");
        });
        assertThat(warnings)
                .containsExactly("option statuses names FAILED, which is not known; expected is one of [CREATED, READY,"
                        + " PAUSED, RUNNING, CANCELLING, CANCELED, SUCCESS, FAIL, UNKNOWN]");
    }

    private static List<String> warnings(Action action) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(ConsumerOptions.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            action.run();
        } finally {
            logger.detachAppender(log);
        }
        return log.list.stream()
                .filter(event -> event.getLevel().equals(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** What is done while the log is looked at. */
    private interface Action {
        void run() throws Exception;
    }
}
