// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Row;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.spi.TypeConverterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Converts rows to JSON Lines, and jobs and their changes to JSON, as {@link StarwhaleJson} writes them.
 *
 * <p>The body of the operation {@code rows} has no converter to String: {@code ${body}} in a log is such a conversion, and
 * would read the table.
 */
@Converter(generateLoader = true)
public final class StarwhaleConverter {
    private StarwhaleConverter() {}

    /** All rows, whatever was split of them; behind the checkpoint where there is one. */
    @Converter
    public static InputStream toInputStream(ExchangeRows<?> rows, @Nullable Exchange exchange) {
        return rows.jsonLines(exchange);
    }

    /** For who writes in a character set of its own, as {@code file:} does with the option {@code charset}. */
    @Converter
    public static Reader toReader(ExchangeRows<?> rows, @Nullable Exchange exchange) {
        return new InputStreamReader(toInputStream(rows, exchange), StandardCharsets.UTF_8);
    }

    @Converter
    public static InputStream toInputStream(Row row) {
        return bytes(JsonLines.line(row));
    }

    @Converter
    public static String toString(Row row) {
        return StarwhaleJson.toJson(row);
    }

    @Converter
    public static InputStream toInputStream(JobInfo job) {
        return bytes(toString(job));
    }

    @Converter
    public static String toString(JobInfo job) {
        return StarwhaleJson.toJson(job);
    }

    @Converter
    public static InputStream toInputStream(JobStatusChange change) {
        return bytes(toString(change));
    }

    @Converter
    public static String toString(JobStatusChange change) {
        return StarwhaleJson.toJson(change);
    }

    /** A page, which is a list like any other: only what begins with a row is understood. */
    @Converter(fallback = true)
    public static <T> @Nullable T rowsTo(
            Class<T> type, Exchange exchange, Object value, TypeConverterRegistry registry) {
        if (!(type == InputStream.class || type == String.class)
                || !(value instanceof List<?> list)
                || list.isEmpty()
                || !list.stream().allMatch(Row.class::isInstance)) {
            return null;
        }
        List<Row> rows = list.stream().map(Row.class::cast).toList();
        return type == String.class
                ? type.cast(rows.stream().map(JsonLines::line).collect(Collectors.joining()))
                : type.cast(new JsonLines(rows.iterator()));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
