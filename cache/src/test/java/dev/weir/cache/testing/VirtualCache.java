package dev.weir.cache.testing;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.MetricCache;
import dev.weir.cache.cluster.Fleet;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A whole cache in virtual time, on several loops. */
public final class VirtualCache {

    private static final int LOOPS = 3;

    private final VirtualTime time;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MetricCache cache;

    /** With default settings and no jitter. */
    public VirtualCache() {
        this(CacheSettings.defaults(), () -> 0);
    }

    public VirtualCache(CacheSettings settings, DoubleSupplier jitter) {
        this(settings, jitter, Tracing.OFF);
    }

    public VirtualCache(CacheSettings settings, DoubleSupplier jitter, Tracing tracing) {
        this(new VirtualTime(), settings, jitter, tracing, Fleet.ALONE);
    }

    /** One replica of several, which share their time. */
    public VirtualCache(VirtualTime time, CacheSettings settings, DoubleSupplier jitter, Tracing tracing, Fleet fleet) {
        this.time = time;
        cache = new MetricCache(List.<Timeline>copyOf(time.timelines(LOOPS)), settings, meters, jitter, tracing, fleet);
    }

    public MetricCache cache() {
        return cache;
    }

    public VirtualTime time() {
        return time;
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    public Instant now() {
        return time.instant();
    }

    public void advance(Duration duration) {
        time.advance(duration);
    }

    /** Lets time pass until the source has been polled this often, an hour at most. */
    public void untilPolled(FakeSource source, int times) {
        Instant end = now().plus(Duration.ofHours(1));
        while (source.polls() < times) {
            if (!time.runNext(end)) {
                throw new AssertionError(source.key() + " was polled " + source.polls() + " times within an hour");
            }
        }
        time.settle();
    }

    /** The status of the source that is polled under this key. */
    public SourceStatus status(FakeSource source) {
        return cache.sources().stream()
                .filter(status -> status.key().equals(source.key()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(source.key() + " is not polled"));
    }
}
