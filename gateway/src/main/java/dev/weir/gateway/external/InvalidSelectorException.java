package dev.weir.gateway.external;

/** A text that is no label selector. */
final class InvalidSelectorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidSelectorException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
