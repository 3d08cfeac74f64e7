package dev.weir.cache.poll;

import dev.weir.cache.cluster.Exchange;
import dev.weir.cache.cluster.Fleet;
import dev.weir.cache.cluster.Note;
import dev.weir.cache.cluster.SnapshotCodec;
import dev.weir.cache.cluster.Station;
import dev.weir.cache.pace.Gates;
import dev.weir.cache.pace.StartSpread;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.pace.UpstreamLimits;
import dev.weir.cache.source.Question;
import dev.weir.cache.source.Quoted;
import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pollers: one per key, each on the timeline that its key's hash names. May be used from any thread; the map is
 * written on the timeline that owns the key only.
 */
public final class Pollers implements Station {

    private static final Logger LOG = LoggerFactory.getLogger(Pollers.class);

    private final List<Timeline> timelines;
    private final PollSettings settings;
    private final DoubleSupplier jitter;
    private final PollMeters meters;
    private final Tracing tracing;
    private final Exchange exchange;
    private final Codecs codecs = new Codecs();
    private final Gates gates;
    private final StartSpread spread = new StartSpread();
    private final Map<SourceKey, Poller<?>> pollers = new ConcurrentHashMap<>();
    private final Map<Question, Poller<?>> questions = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** {@code jitter} gives numbers in [0, 1) and is called from all timelines. */
    public Pollers(
            List<Timeline> timelines,
            PollSettings settings,
            UpstreamLimits limits,
            MeterRegistry registry,
            DoubleSupplier jitter,
            Tracing tracing,
            Fleet fleet) {
        this.timelines = List.copyOf(timelines);
        this.settings = settings;
        this.jitter = jitter;
        this.meters = new PollMeters(registry);
        this.tracing = tracing;
        this.gates = new Gates(this.timelines, limits, new WaitingMeters(registry));
        this.exchange = new Exchange(fleet, this.timelines, registry);
        exchange.open(this);
    }

    /** Adds a subscriber to the source of this key; the given source is closed unused if the key is being polled already. */
    public <R extends Record> Subscription subscribe(Source<R> source, Demand demand, Subscriber<R> subscriber) {
        SourceKey key = source.key();
        Timeline timeline = exchange.timeline(key);
        Member<R> member = new Member<>(key, timeline, demand, subscriber);
        timeline.execute(() -> join(source, member, timeline));
        return member;
    }

    private <R extends Record> void join(Source<R> source, Member<R> member, Timeline timeline) {
        Poller<?> known = pollers.get(source.key());
        boolean wanted = !closed && !member.left();
        if (known == null ? !wanted : known.source() != source) {
            new Asking<>(source, settings.timeout()).close();
        }
        if (!wanted) {
            return;
        }
        if (known == null) {
            open(source, member, timeline).add(member);
        } else if (known.source().readingType() == source.readingType()) {
            @SuppressWarnings("unchecked") // The readings are of the same class.
            Poller<R> poller = (Poller<R>) known;
            poller.add(member);
        } else {
            LOG.error(
                    "subscriber refused: sources of one key have different readings source={} polled={} given={}",
                    source.key(),
                    known.source().readingType().getName(),
                    source.readingType().getName());
        }
    }

    private <R extends Record> Poller<R> open(Source<R> source, Member<R> member, Timeline timeline) {
        Surroundings with = new Surroundings(
                timeline,
                gates.acquire(source.upstream()),
                spread,
                settings,
                meters,
                exchange,
                tracing,
                jitter,
                this::forget);
        Poller<R> poller = new Poller<>(source, member.counted(), with, codec(source));
        pollers.put(source.key(), poller);
        source.question().ifPresent(asked -> questions.put(asked, poller));
        poller.open();
        return poller;
    }

    private <R extends Record> @Nullable SnapshotCodec<R> codec(Source<R> source) {
        return exchange.clustered() && !source.everywhere()
                ? codecs.of(source.readingType()).orElse(null)
                : null;
    }

    @Override
    public void heard(SourceKey key, Note note) {
        Poller<?> poller = pollers.get(key);
        if (poller != null) {
            poller.heard(note);
        }
    }

    @Override
    public Optional<Known<?>> known(SourceKey key) {
        Poller<?> poller = pollers.get(key);
        return poller == null ? Optional.empty() : poller.known();
    }

    @Override
    public void reassigned(Timeline timeline) {
        pollers.values().stream()
                .filter(poller -> poller.timeline() == timeline)
                .forEach(Poller::reassigned);
    }

    private void forget(Poller<?> poller) {
        pollers.remove(poller.key(), poller);
        poller.source().question().ifPresent(asked -> questions.remove(asked, poller));
        gates.release(poller.gate());
    }

    /** All sources, as they are at about this moment, in no order. */
    public List<SourceStatus> statuses() {
        return pollers.values().stream().<SourceStatus>map(Poller::status).toList();
    }

    /** The source of this key; empty if nobody asks it. */
    public Optional<SourceStatus> status(SourceKey key) {
        return Optional.ofNullable(pollers.get(key)).map(Poller::status);
    }

    /** What is being asked, as far as others may ask it too. A view, as it is at about this moment. */
    public Set<Question> questions() {
        return Collections.unmodifiableSet(questions.keySet());
    }

    /** What the upstream last said to this question; empty if nobody asks it, or its last answer is a failure. */
    public Optional<Quoted> quoted(Question question) {
        return Optional.ofNullable(questions.get(question)).flatMap(Poller::quoted);
    }

    /** How many sources are polled. */
    public int size() {
        return pollers.size();
    }

    /** How many subscribers they have in all. */
    public long subscribers() {
        return meters.subscribers();
    }

    /** When the oldest of the sources' latest values was taken; empty if none has one. Looks at every source. */
    public Optional<Instant> oldestValue() {
        long oldest = pollers.values().stream()
                .mapToLong(Poller::lastGoodMillis)
                .min()
                .orElse(Long.MAX_VALUE);
        return oldest == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest));
    }

    /** How many sources failed the last time they were asked. Looks at every source. */
    public long failing() {
        return pollers.values().stream().filter(Poller::failing).count();
    }

    /** Stops all polling and closes the sources; who subscribes afterwards hears nothing. */
    public Future<Void> close() {
        closed = true;
        return Future.join(timelines.stream().map(this::close).collect(Collectors.toList()))
                .mapEmpty();
    }

    private Future<Void> close(Timeline timeline) {
        Promise<Void> done = Promise.promise();
        timeline.execute(() -> {
            List<Future<Void>> sources = pollers.values().stream()
                    .filter(poller -> poller.timeline() == timeline)
                    .map(Poller::close)
                    .collect(Collectors.toList());
            Future.join(sources).<Void>mapEmpty().onComplete(done);
        });
        return done.future();
    }
}
