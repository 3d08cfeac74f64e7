package dev.weir.controller.controlplane;

/** The target's replicas could not be written. Its owner has been told by an event; what is left is to try again. */
final class ScalingFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScalingFailedException(RuntimeException cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
