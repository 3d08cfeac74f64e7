package dev.weir.cache.cluster;

import dev.weir.cache.pace.Timeline;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.source.SourceKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What travels between replicas: whoever has asked a source tells all others what it read, and whoever comes to a source asks
 * the first of the others what is known of it. Nothing is acknowledged and nothing is sent again. A message that is lost is
 * made good by the next reading, and by who stands in when no reading comes.
 *
 * <p>Of one replica that is alone it does nothing, and costs nothing.
 */
public final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** A reading of more is not passed on. */
    private static final int LARGEST_NOTE = 1 << 20;

    /** Clocks further apart are told of. */
    private static final Duration TOLERATED_SKEW = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final List<Timeline> timelines;
    private final Map<Timeline, Outbox> outboxes;
    private final Map<String, Duration> skews = new ConcurrentHashMap<>();
    private final @Nullable ExchangeMeters meters;
    private volatile Ranking ranking;
    private volatile @Nullable Station station;

    public Exchange(Fleet fleet, List<Timeline> timelines, MeterRegistry registry) {
        this.fleet = fleet;
        this.timelines = List.copyOf(timelines);
        this.ranking = Ranking.of(fleet.self(), fleet.members());
        this.outboxes = this.timelines.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        timeline -> new Outbox(timeline, fleet, (kind, message) -> sent(message))));
        this.meters = fleet == Fleet.ALONE ? null : new ExchangeMeters(registry);
        if (meters != null) {
            meters.gauges(registry, () -> Math.max(1, ranking.members().size()), this::skewSeconds);
        }
    }

    /** Begins to hear of the others. */
    public void open(Station sources) {
        station = sources;
        fleet.listen(new Fleet.Listener() {
            @Override
            public void changed() {
                rank();
            }

            @Override
            public void received(String member, Buffer message) {
                receive(member, message);
            }
        });
        rank();
    }

    /** The timeline that a source lives on. */
    public Timeline timeline(SourceKey key) {
        return timelines.get(Math.floorMod(key.hashCode(), timelines.size()));
    }

    /** Whether others are there now. */
    public boolean shared() {
        return ranking.shared();
    }

    /** Whether others can be there at all. */
    public boolean clustered() {
        return fleet != Fleet.ALONE;
    }

    /** How many live replicas come before this one for a source: 0 asks, the others stand in, in their order. */
    public int rank(SourceKey key) {
        return ranking.rank(key);
    }

    /** Tells the others what was read. On the source's timeline. */
    public <R extends Record> void tell(SourceKey key, Snapshot<R> snapshot, SnapshotCodec<R> codec) {
        if (shared()) {
            Buffer note = note(snapshot, codec);
            if (note != null) {
                outbox(key).toAll(Messages.READ, out -> entry(key, note, out));
            }
        }
    }

    /** Wants to know what the first of the others knows. On the source's timeline. */
    public void ask(SourceKey key) {
        ranking.firstOther(key)
                .ifPresent(member -> outbox(key).to(member, Messages.WANTED, out -> Messages.key(key, out)));
    }

    private static void entry(SourceKey key, Buffer note, BytesOut out) {
        Messages.key(key, out);
        out.part(note);
    }

    private <R extends Record> @Nullable Buffer note(Snapshot<R> snapshot, SnapshotCodec<R> codec) {
        BytesOut out = new BytesOut();
        codec.write(snapshot, out);
        if (out.buffer().length() <= LARGEST_NOTE) {
            return out.buffer();
        }
        if (meters != null) {
            meters.tooLarge.increment();
        }
        return null;
    }

    private Outbox outbox(SourceKey key) {
        return Objects.requireNonNull(outboxes.get(timeline(key)));
    }

    private void rank() {
        Ranking next = Ranking.of(fleet.self(), fleet.members());
        ranking = next;
        skews.keySet().retainAll(next.members());
        Station sources = station;
        if (sources != null) {
            outboxes.keySet().forEach(timeline -> timeline.execute(() -> sources.reassigned(timeline)));
        }
    }

    private void receive(String member, Buffer message) {
        Station sources = station;
        if (sources == null || meters == null) {
            return;
        }
        try {
            Bytes in = new Bytes(message);
            Messages.Header header = Messages.header(in);
            notice(member, header.sentAt());
            while (in.hasMore()) {
                SourceKey key = Messages.key(in);
                if (header.kind() == Messages.READ) {
                    Note note = new Note(in.part());
                    timeline(key).execute(() -> heard(sources, key, note));
                } else {
                    timeline(key).execute(() -> wanted(sources, key, member));
                }
                meters.received.increment();
            }
        } catch (MalformedException e) {
            refused(e);
        }
    }

    private void heard(Station sources, SourceKey key, Note note) {
        try {
            sources.heard(key, note);
        } catch (MalformedException e) {
            refused(e);
        }
    }

    private void wanted(Station sources, SourceKey key, String member) {
        sources.known(key).ifPresent(known -> answer(key, known, member));
    }

    private <R extends Record> void answer(SourceKey key, Station.Known<R> known, String member) {
        Buffer note = note(known.snapshot(), known.codec());
        if (note != null) {
            outbox(key).to(member, Messages.READ, out -> entry(key, note, out));
        }
    }

    private void refused(MalformedException why) {
        LOG.debug("a message of another replica is refused reason={}", why.getMessage());
        if (meters != null) {
            meters.refused.increment();
        }
    }

    private void sent(Buffer message) {
        if (meters != null) {
            meters.sent.increment();
            meters.sentBytes.increment(message.length());
        }
    }

    /** Values are as old as the clock of who read them says: replicas whose clocks differ do not know how old. */
    private void notice(String member, Instant sentAt) {
        Duration skew = Duration.between(sentAt, timelines.get(0).now());
        Duration before = skews.put(member, skew);
        if (skew.abs().compareTo(TOLERATED_SKEW) > 0
                && (before == null || before.abs().compareTo(TOLERATED_SKEW) <= 0)) {
            LOG.warn(
                    "The clock of another replica differs, or its messages are late member={} seconds={}",
                    member,
                    skew.toMillis() / 1_000.0);
        }
    }

    private double skewSeconds() {
        return skews.values().stream()
                .mapToDouble(skew -> skew.abs().toMillis() / 1_000.0)
                .max()
                .orElse(0);
    }
}
