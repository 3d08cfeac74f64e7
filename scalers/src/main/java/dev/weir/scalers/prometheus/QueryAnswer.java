package dev.weir.scalers.prometheus;

import dev.weir.cache.source.Quotable;
import java.nio.charset.StandardCharsets;

/**
 * What an instant query came to, before any trigger makes something of it.
 *
 * @param kind the shape of the answer
 * @param value the sample's value where {@code kind} is {@link Kind#SAMPLE}, NaN and infinities included; else 0
 * @param elements how many elements the result had
 * @param quote the answer as it came, for others who ask the same; empty where it was longer than {@link #MOST_QUOTED}
 */
public record QueryAnswer(Kind kind, double value, int elements, String quote) implements Quotable {

    /** Bytes of an answer that are kept: one sample, and the few of a query that is about to be mended. */
    static final int MOST_QUOTED = 4_096;

    QueryAnswer(Kind kind, double value, int elements) {
        this(kind, value, elements, "");
    }

    /** The same in these words. */
    QueryAnswer quoting(byte[] words) {
        return words.length > MOST_QUOTED
                ? this
                : new QueryAnswer(kind, value, elements, new String(words, StandardCharsets.UTF_8));
    }

    /** Shapes of an answer. */
    public enum Kind {
        /** No element, or one without a value. */
        EMPTY,
        /** One element with one value. */
        SAMPLE,
        /** One element whose value is null. */
        NULL,
        /** One element whose value is not a pair of time and number. */
        MALFORMED,
        /** More than one element. */
        SEVERAL
    }
}
