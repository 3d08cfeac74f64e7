package dev.weir.gateway.replicas;

/** What a library says of a failure, in one line. */
final class Reasons {

    private Reasons() {}

    /** The innermost of the causes that says something. */
    static String of(Throwable failed) {
        String reason = failed.getClass().getSimpleName();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                reason = cause.getMessage().lines().findFirst().orElse(reason);
            }
        }
        return reason;
    }
}
