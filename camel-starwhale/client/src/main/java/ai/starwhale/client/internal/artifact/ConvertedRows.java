// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.artifact;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose converted values are fetched when they are given, so that no more of them are in memory than are asked for,
 * and nothing is fetched for rows that nobody reads. A row that cannot be converted ends the rows, and the position stays
 * before it.
 */
final class ConvertedRows implements RowStream {
    private final RowStream rows;
    private final String purpose;
    private final ArtifactValues values;
    private @Nullable Object position;

    /** {@code purpose} says what is read, for messages. */
    ConvertedRows(RowStream rows, String purpose, ArtifactValues values) {
        this.rows = rows;
        this.purpose = purpose;
        this.values = values;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Row next() {
        Row row = rows.next();
        Row converted = values.converts() ? converted(row, "in the row of key " + rows.position()) : row;
        position = rows.position();
        return converted;
    }

    @Override
    public List<Row> nextPage() {
        List<Row> page = rows.nextPage();
        if (values.converts()) {
            List<Row> converted = new ArrayList<>(page.size());
            for (Row row : page) {
                converted.add(converted(row, "in row " + (converted.size() + 1) + " of a page"));
            }
            page = converted;
        }
        position = rows.position();
        return page;
    }

    private Row converted(Row row, String where) {
        Map<String, Object> changed = null;
        for (Map.Entry<String, Object> cell : row.entrySet()) {
            Object value;
            try {
                value = values.converted(cell.getValue());
            } catch (StarwhaleException e) {
                close();
                throw placed("cannot read column '" + cell.getKey() + "' " + where + " of " + purpose + ": ", e);
            }
            if (value != null && value != cell.getValue()) {
                changed = changed == null ? new HashMap<>() : changed;
                changed.put(cell.getKey(), value);
            }
        }
        return changed == null ? row : new ConvertedRow(row, changed);
    }

    /** The same failure, which also says where in the table it is. */
    private static StarwhaleException placed(String place, StarwhaleException e) {
        String message = place + e.getMessage();
        int status = e.httpStatus();
        if (e instanceof UnavailableException) {
            return new UnavailableException(message, status, e);
        } else if (e instanceof NotFoundException) {
            return new NotFoundException(message, status, e);
        } else if (e instanceof NotPermittedException) {
            return new NotPermittedException(message, status, e);
        } else if (e instanceof InvalidRequestException) {
            return new InvalidRequestException(message, status, e);
        } else if (e instanceof ProtocolException) {
            return new ProtocolException(message, status, e);
        }
        return new StarwhaleException(message, status, e);
    }

    @Override
    public @Nullable Object position() {
        return position;
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
