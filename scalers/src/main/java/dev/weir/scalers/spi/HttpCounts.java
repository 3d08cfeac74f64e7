package dev.weir.scalers.spi;

import dev.weir.cache.source.SourceKey;
import java.time.Duration;

/** Who counts the HTTP exchanges of sources. May be used from any thread. */
@FunctionalInterface
public interface HttpCounts {

    /** Nobody does. */
    HttpCounts NONE = key -> HttpCount.NONE;

    /** Begins to count for a source; all its users share what this returns until the last one closes it. */
    HttpCount open(SourceKey key);

    /** The exchanges of one source. */
    interface HttpCount {

        /** Nobody counts. */
        HttpCount NONE = new HttpCount() {
            @Override
            public void answered(int status, Duration took) {}

            @Override
            public void failed(Duration took) {}

            @Override
            public void close() {}
        };

        /** One request had an answer, whose headers came after this time. */
        void answered(int status, Duration took);

        /** One request had none: refused, broken off, or given up for its time was over. */
        void failed(Duration took);

        /** The source asks no more. */
        void close();
    }
}
