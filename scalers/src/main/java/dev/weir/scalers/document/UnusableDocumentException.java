package dev.weir.scalers.document;

/** A document that does not hold the number; the message repeats nothing of the document. */
public final class UnusableDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableDocumentException(String message) {
        super(message, null, false, false);
    }
}
