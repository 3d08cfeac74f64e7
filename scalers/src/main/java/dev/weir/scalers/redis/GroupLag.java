package dev.weir.scalers.redis;

/**
 * A consumer group of a stream.
 *
 * @param lag entries that have not been delivered to it; -1 where the server cannot tell
 */
public record GroupLag(String name, long lag) {

    static final long UNKNOWN = -1;
}
