package dev.weir.gateway.prometheus.upstream;

/** An answer is longer than what is kept; it has to be passed through. */
public final class TooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of an answer that was too long a moment ago. */
    public static TooLongException known() {
        return new TooLongException();
    }

    private TooLongException() {
        super("the answer is too long to be kept", null, false, false);
    }
}
