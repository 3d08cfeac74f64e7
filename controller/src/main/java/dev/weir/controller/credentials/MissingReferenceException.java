package dev.weir.controller.credentials;

/** Something that an object refers to does not exist. The message names it and holds no secret. */
public final class MissingReferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingReferenceException(String message) {
        super(message, null, false, false);
    }
}
