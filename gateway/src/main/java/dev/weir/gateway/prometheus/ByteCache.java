package dev.weir.gateway.prometheus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was used lately, bounded in bytes. The one that was not used for longest goes first, be it for room or for age; one
 * that would take a quarter of all room is not kept. One event loop.
 */
final class ByteCache<K, V> {

    private record Held<V>(V value, long bytes, Instant putAt) {}

    private final long limitBytes;
    private final Duration life;
    private final Counter evictions;
    private final LinkedHashMap<K, Held<V>> held = new LinkedHashMap<>(16, 0.75f, true);
    private volatile long bytes;
    private volatile int entries;

    /** @param life after which nothing is of use */
    ByteCache(String name, long limitBytes, Duration life, MeterRegistry meters) {
        this.limitBytes = limitBytes;
        this.life = life;
        Gauge.builder("weir.prometheus.cache.bytes", this, cache -> cache.bytes)
                .description("Bytes that are kept, about")
                .tag("cache", name)
                .register(meters);
        Gauge.builder("weir.prometheus.cache.entries", this, cache -> cache.entries)
                .description("Answers, or pieces of the past, that are kept")
                .tag("cache", name)
                .register(meters);
        this.evictions = Counter.builder("weir.prometheus.cache.evictions")
                .description("Those that had to go for want of room")
                .tag("cache", name)
                .register(meters);
    }

    @Nullable
    V get(K key, Instant now) {
        Held<V> found = held.get(key);
        if (found == null) {
            return null;
        }
        if (old(found, now)) {
            remove(key);
            return null;
        }
        return found.value();
    }

    void put(K key, V value, long valueBytes, Instant now) {
        remove(key);
        if (valueBytes > limitBytes / 4) {
            return;
        }
        held.put(key, new Held<>(value, valueBytes, now));
        bytes += valueBytes;
        Iterator<Map.Entry<K, Held<V>>> eldest = held.entrySet().iterator();
        while (eldest.hasNext()) {
            Held<V> next = eldest.next().getValue();
            boolean tooMany = bytes > limitBytes;
            if (!tooMany && !old(next, now)) {
                break;
            }
            eldest.remove();
            bytes -= next.bytes();
            if (tooMany) {
                evictions.increment();
            }
        }
        entries = held.size();
    }

    void remove(K key) {
        Held<V> gone = held.remove(key);
        bytes -= gone == null ? 0 : gone.bytes();
        entries = held.size();
    }

    private boolean old(Held<V> one, Instant now) {
        return one.putAt().plus(life).isBefore(now);
    }

    long bytes() {
        return bytes;
    }
}
