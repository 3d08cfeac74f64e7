package dev.weir.jmh.crowd;

/**
 * What one turn came to.
 *
 * @param requests sent, or meant to be sent
 * @param failed of them: no value, or not sent because too many were unanswered
 * @param nanos from the first request to the last answer
 */
public record Slice(long requests, long failed, long nanos) {

    /** Answers with a value per second. */
    public double perSecond() {
        return (requests - failed) * 1e9 / nanos;
    }
}
