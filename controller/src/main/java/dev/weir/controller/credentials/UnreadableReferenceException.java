package dev.weir.controller.credentials;

/** Something that a trigger refers to may not be read. Said to the owner of the object; what passes is tried again instead. */
public final class UnreadableReferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableReferenceException(String message) {
        super(message, null, false, false);
    }
}
