package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.document.Decimals;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The number that a query came to: NaN and infinities count. */
public record Scanned(double value) {

    /**
     * Reads the only column of the first row; further rows do not matter.
     *
     * @param otherwise what counts where there is no row, or null where there has to be one
     * @param server who was asked, for messages
     */
    static Scanned read(RowSet<Row> rows, @Nullable Double otherwise, String server) {
        try {
            return read(rows, otherwise);
        } catch (SourceException e) {
            throw new SourceException(server + ": " + e.getMessage());
        }
    }

    private static Scanned read(RowSet<Row> rows, @Nullable Double otherwise) {
        if (rows.next() != null) {
            throw new SourceException("the query holds more than one statement; give one");
        }
        Iterator<Row> all = rows.iterator();
        if (!all.hasNext()) {
            if (otherwise == null) {
                throw new SourceException("the query gave no row; use COALESCE or an aggregate to have one always");
            }
            return new Scanned(otherwise);
        }
        Row first = all.next();
        if (first.size() != 1) {
            throw new SourceException("the query gave " + first.size() + " columns; give one");
        }
        return new Scanned(number(first.getValue(0)));
    }

    private static double number(@Nullable Object value) {
        if (value == null) {
            throw new SourceException("the query gave NULL; use COALESCE to have a number always");
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Buffer || value instanceof String) {
            String text = value instanceof Buffer bytes ? bytes.toString(StandardCharsets.UTF_8) : value.toString();
            return Decimals.parse(text)
                    .orElseThrow(() -> new SourceException("the query gave a text that is no number"));
        }
        throw new SourceException(
                "the query gave a value of type " + value.getClass().getSimpleName() + ", which is no number");
    }
}
