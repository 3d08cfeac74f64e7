package dev.weir.gateway.external;

/** A text that is no label selector. */
final class InvalidSelectorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSelectorException(String message) {
        super(message, null, false, false);
    }
}
