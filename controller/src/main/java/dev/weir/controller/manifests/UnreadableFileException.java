package dev.weir.controller.manifests;

/** A file cannot be read; the message follows the file's name and shows nothing of its content. */
final class UnreadableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message) {
        super(message, null, false, false);
    }
}
