package dev.weir.cache.poll;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the pollers count; shared by all loops. */
final class PollMeters {

    /** How a poll ended. */
    enum Outcome {
        VALUE,
        FAILURE,
        TIMEOUT,
        /** It was not started, for too many waited at its upstream. */
        SKIPPED
    }

    /** The meters of one type of source. */
    static final class OfType {
        private final Map<Outcome, Counter> polls = new EnumMap<>(Outcome.class);
        private final Timer duration;
        private final Counter pushed;

        private OfType(MeterRegistry registry, String type) {
            for (Outcome outcome : Outcome.values()) {
                String name = outcome.name().toLowerCase(Locale.ROOT);
                polls.put(
                        outcome,
                        Counter.builder("weir.cache.polls")
                                .description("Polls of sources, by how they ended")
                                .tag("type", type)
                                .tag("outcome", name)
                                .register(registry));
            }
            duration = Timer.builder("weir.cache.poll.duration")
                    .description("Time from asking a source to its answer, failure or timeout")
                    .tag("type", type)
                    .register(registry);
            pushed = Counter.builder("weir.cache.pushed")
                    .description("Readings that sources pushed unasked")
                    .tag("type", type)
                    .register(registry);
        }

        /** Every outcome has one. */
        private Counter counter(Outcome outcome) {
            return Objects.requireNonNull(polls.get(outcome));
        }

        void ended(Outcome outcome, Duration took) {
            counter(outcome).increment();
            duration.record(took);
        }

        void skipped() {
            counter(Outcome.SKIPPED).increment();
        }

        void pushed() {
            pushed.increment();
        }
    }

    private final MeterRegistry registry;
    private final Counter saved;
    private final LongAdder subscribers = new LongAdder();
    private final Map<String, OfType> types = new ConcurrentHashMap<>();

    PollMeters(MeterRegistry registry) {
        this.registry = registry;
        this.saved = Counter.builder("weir.cache.saved")
                .description("Requests to upstreams that sharing has saved: subscribers beyond the first, per reading")
                .register(registry);
    }

    OfType ofType(String type) {
        return types.computeIfAbsent(type, name -> new OfType(registry, name));
    }

    void delivered(int members) {
        if (members > 1) {
            saved.increment(members - 1);
        }
    }

    void joined() {
        subscribers.increment();
    }

    void left() {
        subscribers.decrement();
    }

    long subscribers() {
        return subscribers.sum();
    }
}
