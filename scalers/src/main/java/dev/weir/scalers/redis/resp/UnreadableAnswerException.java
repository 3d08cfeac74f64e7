package dev.weir.scalers.redis.resp;

/** What a server sent is no answer, or more than is read of one; the message completes a sentence about the server. */
final class UnreadableAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String message) {
        super(message, null, false, false);
    }
}
