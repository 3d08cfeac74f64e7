package dev.weir.cache.board;

/** A metric left the board before it had a first answer. */
public final class MetricRetractedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MetricRetractedException(MetricId id) {
        super(
                "metric " + id.name() + " of " + id.namespace() + "/" + id.owner() + " is no longer measured",
                null,
                false,
                false);
    }
}
