package dev.weir.scalers.http;

/** A document that does not hold the number; the message repeats nothing of the document. */
final class UnusableDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDocumentException(String message) {
        super(message, null, false, false);
    }
}
