package dev.weir.gateway.prometheus.query;

/** What a caller gave cannot be used. The message is shown to the caller; it names the parameter. */
public final class BadParameterException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadParameterException(String message) {
        super(message, null, false, false);
    }
}
