package dev.weir.controller.manifests;

/** A document cannot be read beyond a line; the message shows nothing of its content. */
final class UnreadableTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    UnreadableTextException(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    int line() {
        return line;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
