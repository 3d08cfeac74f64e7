package dev.weir.gateway.access;

/** The API server did not say what it was asked. Its message is a sentence for whoever waits; it has no stack trace. */
final class ReviewException extends Exception {

    private static final long serialVersionUID = 1;

    ReviewException(String sentence) {
        super(sentence, null, false, false);
    }
}
