package dev.weir.cache.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.MetricCache;
import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.poll.Subscription;
import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One question, its subscribers and what they publish; checks what the cache promises for each source. */
final class SimulatedQuestion {

    /** Longer than any value may be served, whatever the demand: three of the longest intervals. */
    static final int LIMIT_INTERVALS = 3;

    private static final List<Integer> INTERVAL_SECONDS = List.of(5, 15, 15, 15, 30, 60);
    private static final Buffer BODY = Buffer.buffer("{}");

    private record Held(Subscription subscription, Demand demand) {}

    private final String question;
    private final SimulatedUpstream upstream;
    private final VirtualTime time;
    private final MetricCache cache;
    private final Duration timeout;
    private final MetricId id;
    private final BoardEntry entry;
    private final List<Held> held = new ArrayList<>();
    private @Nullable FakeSource polled;

    /** How often the source has been asked since it took over. */
    private int asked;

    private @Nullable Instant lastAsked;
    private @Nullable Future<FakeSource.Number> lastAnswer;
    private Duration shortestSinceAsked = Duration.ofDays(1);
    private @Nullable Snapshot<FakeSource.Number> lastHeard;

    SimulatedQuestion(
            String question, SimulatedUpstream upstream, VirtualTime time, MetricCache cache, Duration timeout) {
        this.question = question;
        this.upstream = upstream;
        this.time = time;
        this.cache = cache;
        this.timeout = timeout;
        this.id = new MetricId("simulation", question, "worker");
        this.entry = cache.board().expect(id);
    }

    boolean subscribed() {
        return !held.isEmpty();
    }

    SimulatedUpstream upstream() {
        return upstream;
    }

    SourceKey key() {
        return FakeSource.keyOf(question);
    }

    Duration interval() {
        return held.stream()
                .map(one -> one.demand.interval())
                .min(Duration::compareTo)
                .orElseThrow();
    }

    static Demand anyDemand(Random random) {
        int seconds = INTERVAL_SECONDS.get(random.nextInt(INTERVAL_SECONDS.size()));
        return new Demand(Duration.ofSeconds(seconds), random.nextInt(4));
    }

    void subscribe(Demand demand) {
        FakeSource source = FakeSource.asking(question, upstream.name());
        source.scripted(() -> ask(source));
        held.add(new Held(cache.subscribe(source, demand, this::hear), demand));
        demandsChanged();
    }

    void changeOne(Random random, Demand demand) {
        int index = random.nextInt(held.size());
        Subscription subscription = held.get(index).subscription;
        subscription.demand(demand);
        held.set(index, new Held(subscription, demand));
        demandsChanged();
    }

    void leaveOne(Random random) {
        held.remove(random.nextInt(held.size())).subscription.close();
        if (held.isEmpty()) {
            lastHeard = null;
        } else {
            demandsChanged();
        }
    }

    private void demandsChanged() {
        Duration now = interval();
        shortestSinceAsked = now.compareTo(shortestSinceAsked) < 0 ? now : shortestSinceAsked;
    }

    private Future<FakeSource.Number> ask(FakeSource source) {
        Instant now = time.instant();
        if (lastAsked != null && lastAnswer != null) {
            Duration gap = Duration.between(lastAsked, now);
            assertTrue(
                    lastAnswer.isComplete() || gap.compareTo(timeout) >= 0,
                    () -> question + " is asked again " + gap + " after a poll that is still in flight");
            // A poll that is late by a hundredth of its interval counts as on time, so the next gap may be that
            // shorter. After an early start the source is asked at its place, a tenth of its interval later or more.
            Duration shortest = asked == 1
                    ? shortestSinceAsked.dividedBy(10)
                    : shortestSinceAsked.multipliedBy(99).dividedBy(100);
            assertTrue(
                    source != polled || gap.compareTo(shortest) >= 0,
                    () -> question + " is asked again after " + gap + ", interval " + shortestSinceAsked);
        }
        asked = source == polled ? asked + 1 : 1;
        polled = source;
        lastAsked = now;
        shortestSinceAsked = held.isEmpty() ? shortestSinceAsked : interval();
        Future<FakeSource.Number> answer = upstream.ask();
        lastAnswer = answer;
        return answer;
    }

    private void hear(Snapshot<FakeSource.Number> snapshot) {
        Snapshot<FakeSource.Number> before = lastHeard;
        if (before != null && before.lastGood() != null) {
            Reading.Value<FakeSource.Number> good = snapshot.lastGood();
            assertNotNull(good, () -> question + " lost its last good value");
            assertTrue(!good.takenAt().isBefore(before.lastGood().takenAt()), () -> question + " went back in time");
            if (snapshot.failures() > 0) {
                assertEquals(before.lastGood(), good, () -> question + " changed its value by a failure");
            }
        }
        lastHeard = snapshot;
        publish(snapshot);
    }

    private void publish(Snapshot<FakeSource.Number> snapshot) {
        Reading.Value<FakeSource.Number> good = snapshot.lastGood();
        if (good == null) {
            cache.board()
                    .publish(
                            id,
                            new Published.Unavailable(
                                    "never answered", snapshot.latest().takenAt()));
        } else {
            Instant until = good.takenAt().plus(limit());
            cache.board().publish(id, new Published.Metric(good.value().value(), good.takenAt(), until, BODY, BODY));
        }
    }

    private static Duration limit() {
        return Duration.ofSeconds(60L * LIMIT_INTERVALS);
    }

    /** Reads the board as the gateway does; true if a value was served. The value is the instant it was measured. */
    boolean read() {
        Instant now = time.instant();
        Published answer = entry.answer(now.toEpochMilli());
        if (!(answer instanceof Published.Metric metric)) {
            return false;
        }
        Duration age = Duration.ofMillis(now.toEpochMilli() - (long) metric.value());
        assertTrue(age.compareTo(limit()) < 0, () -> question + " serves a value of " + age);
        return true;
    }
}
