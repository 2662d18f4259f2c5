// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint with the headers of one message before them. */
final class Options {
    /** A project's page in the console, with what may stand behind it. */
    private static final Pattern PAGE = Pattern.compile("(\\w+://[^/]+)/projects/([^/?#]+).*");

    private final StarwhaleConfiguration configuration;
    private final Message message;

    Options(StarwhaleConfiguration configuration, Message message) {
        this.configuration = configuration;
        this.message = message;
    }

    StarwhaleConfiguration configuration() {
        return configuration;
    }

    Operation operation() {
        String named = message.getHeader(StarwhaleConstants.OPERATION, String.class);
        if (named == null) {
            Operation configured = configuration.getOperation();
            if (configured == null) {
                throw new InvalidRequestException(
                        "no operation: set the option operation or the header " + StarwhaleConstants.OPERATION
                                + " to one of " + Arrays.toString(Operation.values()),
                        0,
                        null);
            }
            return configured;
        }
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.name().equalsIgnoreCase(named.strip()))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "unknown operation '" + named + "' in the header " + StarwhaleConstants.OPERATION
                                + "; expected one of " + Arrays.toString(Operation.values()),
                        0,
                        null));
    }

    /** The full address of the job that is meant. */
    String job() {
        String uri = message.getHeader(StarwhaleConstants.JOB_URI, String.class);
        if (uri != null) {
            return address(configuration.getProject(), uri);
        }
        String job = configuration.getJob();
        if (job == null) {
            throw new InvalidRequestException(
                    "no job: set the option job or the header " + StarwhaleConstants.JOB_URI, 0, null);
        }
        return address(configuration.getProject(), job);
    }

    /** The full addresses of the jobs that a consumer watches. */
    static List<String> jobs(StarwhaleConfiguration configuration) {
        return list(configuration.getJob()).stream()
                .map(job -> address(configuration.getProject(), job))
                .toList();
    }

    /** A number or a uuid alone is a job of the project, which may be the address of its page in the console. */
    static String address(@Nullable String project, String job) {
        if (job.contains("/") || project == null) {
            return job;
        }
        Matcher page = PAGE.matcher(project);
        String place = page.matches() ? page.group(1) + "/project/" + page.group(2) : project.replaceFirst("/$", "");
        return (place.contains("/") ? "" : "project/") + place + "/job/" + job;
    }

    @Nullable String project() {
        return text(StarwhaleConstants.PROJECT, configuration.getProject());
    }

    String table() {
        String table = message.getHeader(StarwhaleConstants.TABLE, String.class);
        return table == null ? configuration.getTable() : table;
    }

    /** Whether the exchange waits for the end of a job. */
    boolean awaits(Operation operation) {
        return operation == Operation.await || (operation == Operation.create && configuration.isAwait());
    }

    /** A header, or else an option that may be missing too. */
    @Nullable String text(String header, @Nullable String option) {
        String value = message.getHeader(header, String.class);
        return value == null ? option : value;
    }

    int number(String header, int option) {
        try {
            Integer value = message.getHeader(header, Integer.class);
            return value == null ? option : value;
        } catch (TypeConversionException e) {
            throw new InvalidRequestException(
                    "a whole number is expected in the header " + header + ", not '" + message.getHeader(header) + "'",
                    0,
                    e);
        }
    }

    @Nullable Object object(String header, @Nullable Object option) {
        Object value = message.getHeader(header);
        return value == null ? option : value;
    }

    /** The parts of a text that are separated by commas, without the space around them. */
    static List<String> list(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }
}
