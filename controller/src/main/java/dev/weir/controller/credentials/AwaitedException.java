package dev.weir.controller.credentials;

/** A store has not answered yet; whoever uses its answer is told when it has. */
public final class AwaitedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AwaitedException(String message) {
        super(message, null, false, false);
    }
}
