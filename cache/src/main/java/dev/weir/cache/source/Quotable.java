package dev.weir.cache.source;

/** A reading that keeps the words in which the upstream answered. */
public interface Quotable {

    /** The answer as it came, or an empty text where it was too long to keep. */
    String quote();
}
