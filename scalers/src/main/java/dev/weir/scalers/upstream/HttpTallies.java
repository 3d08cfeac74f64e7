package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.HttpCounts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Counts the HTTP exchanges of each source while it is asked, and of each type of source for good: a sum that shrank when a
 * source goes would look like a restart to whoever takes rates of it. Any thread may count and read.
 */
public final class HttpTallies implements HttpCounts {

    private final Map<SourceKey, HttpTally> sources = new ConcurrentHashMap<>();
    private final Map<String, HttpTally> types = new ConcurrentHashMap<>();

    @Override
    public HttpCount open(SourceKey key) {
        HttpTally ofType = types.computeIfAbsent(key.type(), type -> new HttpTally());
        HttpTally own = new HttpTally();
        sources.put(key, own);
        return new Counting(key, own, ofType);
    }

    /** What each source has exchanged. */
    public void eachSource(BiConsumer<SourceKey, HttpTally> look) {
        sources.forEach(look);
    }

    /** What the sources of each type have exchanged since the start, those included that are gone. */
    public void eachType(BiConsumer<String, HttpTally> look) {
        types.forEach(look);
    }

    private final class Counting implements HttpCount {
        private final SourceKey key;
        private final HttpTally own;
        private final HttpTally ofType;

        Counting(SourceKey key, HttpTally own, HttpTally ofType) {
            this.key = key;
            this.own = own;
            this.ofType = ofType;
        }

        @Override
        public void answered(int status, Duration took) {
            count(Integer.toString(status), took);
        }

        @Override
        public void failed(Duration took) {
            count(HttpTally.ERROR, took);
        }

        private void count(String status, Duration took) {
            own.count(status, took);
            ofType.count(status, took);
        }

        @Override
        public void close() {
            sources.remove(key, own);
        }
    }
}
