package dev.weir.cache.poll;

import dev.weir.cache.source.SourceKey;

/** One subscriber's hold on a shared source. All methods may be called from any thread. */
public interface Subscription {

    /** The source that is shared. */
    SourceKey key();

    /** Changes what the subscriber needs, for example when its target starts to run. */
    void demand(Demand demand);

    /** Stops the subscription; the source closes with its last one. Closing twice is allowed. */
    void close();
}
