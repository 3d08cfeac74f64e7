package dev.weir.scalers.stores;

/** The store let us in, and this one secret is not there or not for us. Its message holds no secret. */
public final class UnreadableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableSecretException(String message) {
        super(message, null, false, false);
    }
}
