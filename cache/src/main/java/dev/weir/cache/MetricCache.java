package dev.weir.cache;

import dev.weir.cache.board.BoardListener;
import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.cache.cluster.Fleet;
import dev.weir.cache.history.HistoryBook;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.poll.PollSettings;
import dev.weir.cache.poll.Pollers;
import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.poll.Subscriber;
import dev.weir.cache.poll.Subscription;
import dev.weir.cache.source.Question;
import dev.weir.cache.source.Quoted;
import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * The cache as a whole: sources are polled once for all their subscribers, who publish what they make of the readings on
 * the board, where any thread reads it; the history follows what is published. All methods may be called from any thread.
 */
public final class MetricCache {

    private final List<Timeline> timelines;
    private final Pollers pollers;
    private final HistoryBook<MetricId> histories;
    private final MetricBoard board;

    /**
     * A cache on the event loops of {@code vertx}.
     *
     * @param clock the present
     * @param jitter numbers in [0, 1), called from all event loops
     */
    public MetricCache(
            Vertx vertx, CacheSettings settings, MeterRegistry registry, InstantSource clock, DoubleSupplier jitter) {
        this(vertx, settings, registry, clock, jitter, Tracing.OFF);
    }

    /** The same with its polls traced. */
    public MetricCache(
            Vertx vertx,
            CacheSettings settings,
            MeterRegistry registry,
            InstantSource clock,
            DoubleSupplier jitter,
            Tracing tracing) {
        this(vertx, settings, registry, clock, jitter, tracing, Fleet.ALONE);
    }

    /** The same, sharing its polls with other replicas. */
    public MetricCache(
            Vertx vertx,
            CacheSettings settings,
            MeterRegistry registry,
            InstantSource clock,
            DoubleSupplier jitter,
            Tracing tracing,
            Fleet fleet) {
        this(LoopTimeline.of(vertx, clock), settings, registry, jitter, tracing, fleet);
    }

    /** A cache on these timelines, for example virtual ones in a simulation. */
    public MetricCache(
            List<Timeline> timelines,
            CacheSettings settings,
            MeterRegistry registry,
            DoubleSupplier jitter,
            Tracing tracing,
            Fleet fleet) {
        this.timelines = List.copyOf(timelines);
        PollSettings polling = new PollSettings(settings.pollTimeout(), settings.backoff());
        this.pollers = new Pollers(timelines, polling, settings.upstream(), registry, jitter, tracing, fleet);
        this.histories = new HistoryBook<>(settings.history());
        this.board = new MetricBoard(new Chronicle(histories));
        new CacheGauges(pollers, board, histories, timelines.get(0)::now).bindTo(registry);
    }

    /**
     * Subscribes to a source. Whoever has the same question and credentials shares its polls; the given source is closed
     * unused if its key is being polled already, and must not be used by the caller any more. To exchange a subscription
     * for another one of the same source, subscribe first and close the old one then: so the source and what it has read
     * live on.
     */
    public <R extends Record> Subscription subscribe(Source<R> source, Demand demand, Subscriber<R> subscriber) {
        return pollers.subscribe(source, demand, subscriber);
    }

    /** The event loop for whatever has this hash: for state of subscribers that is to have one owner. */
    public Timeline timeline(int hash) {
        return timelines.get(Math.floorMod(hash, timelines.size()));
    }

    /** What readers are served. What is published there goes into the metric's history as well. */
    public MetricBoard board() {
        return board;
    }

    /** The recent values of each metric on the board. */
    public HistoryBook<MetricId> histories() {
        return histories;
    }

    /** All sources, as they are at about this moment, in no order. */
    public List<SourceStatus> sources() {
        return pollers.statuses();
    }

    /** One source; empty if nobody asks it. */
    public Optional<SourceStatus> source(SourceKey key) {
        return pollers.status(key);
    }

    /** What is being asked, as far as others may ask it too. */
    public Set<Question> questions() {
        return pollers.questions();
    }

    /** What the upstream last said to this question; empty if nobody asks it, or its last answer is a failure. */
    public Optional<Quoted> quoted(Question question) {
        return pollers.quoted(question);
    }

    /** Stops all polling and closes the sources. The board can still be read. */
    public Future<Void> close() {
        return pollers.close();
    }

    /** Keeps the histories in step with the board. */
    private record Chronicle(HistoryBook<MetricId> histories) implements BoardListener {
        @Override
        public void published(MetricId id, Published published) {
            if (published instanceof Published.Metric metric) {
                histories.append(id, metric.takenAt(), metric.value());
            }
        }

        @Override
        public void retracted(MetricId id) {
            histories.forget(id);
        }
    }
}
