package dev.weir.cache.board;

/** A metric had no first answer within the time its reader waited. */
public final class NoAnswerYetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoAnswerYetException(MetricId id) {
        super(
                "metric " + id.name() + " of " + id.namespace() + "/" + id.owner() + " has not been measured yet",
                null,
                false,
                false);
    }
}
