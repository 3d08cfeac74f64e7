package dev.weir.controller.kube;

/** A target has no {@code /scale}, or is not there any more. */
public final class NotScalableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotScalableException(ResourceKind kind, ObjectKey key) {
        super(kind.kind() + " " + key + " does not exist or has no /scale", null, false, false);
    }
}
