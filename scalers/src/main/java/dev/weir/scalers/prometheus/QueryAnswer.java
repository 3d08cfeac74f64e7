package dev.weir.scalers.prometheus;

/**
 * What an instant query came to, before any trigger makes something of it.
 *
 * @param kind the shape of the answer
 * @param value the sample's value where {@code kind} is {@link Kind#SAMPLE}, NaN and infinities included; else 0
 * @param elements how many elements the result had
 */
public record QueryAnswer(Kind kind, double value, int elements) {

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
