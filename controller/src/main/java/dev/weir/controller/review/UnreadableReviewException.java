package dev.weir.controller.review;

/** What was sent is no review; the message shows nothing of its content. */
final class UnreadableReviewException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableReviewException(String message) {
        super(message, null, false, false);
    }
}
