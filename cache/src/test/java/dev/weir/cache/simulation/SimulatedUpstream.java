package dev.weir.cache.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.pace.Timeline;
import dev.weir.cache.pace.UpstreamLimits;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** A server with moods. It answers with the instant at which it was asked, and checks that its limits are kept. */
final class SimulatedUpstream {

    /** How it treats who asks. */
    enum Mood {
        HEALTHY,
        FAILING,
        /** Answers, but later than anybody waits. */
        SLOW,
        /** Takes requests and never answers. */
        HANGING,
        /** Any of these, request by request. */
        FLAPPING
    }

    private final String name;
    private final VirtualTime time;
    private final Timeline network;
    private final Random random;
    private final UpstreamLimits limits;
    private final Duration timeout;
    private final Deque<Instant> starts = new ArrayDeque<>();
    private Mood mood = Mood.HEALTHY;
    private int inFlight;

    SimulatedUpstream(String name, VirtualTime time, Random random, UpstreamLimits limits, Duration timeout) {
        this.name = name;
        this.time = time;
        this.network = time.timeline();
        this.random = random;
        this.limits = limits;
        this.timeout = timeout;
    }

    String name() {
        return name;
    }

    Mood mood() {
        return mood;
    }

    void mood(Mood next) {
        mood = next;
    }

    Future<FakeSource.Number> ask() {
        countStart();
        Promise<FakeSource.Number> promise = Promise.promise();
        Mood today = mood;
        if (today == Mood.FLAPPING) {
            today = Mood.values()[random.nextInt(Mood.FLAPPING.ordinal())];
        }
        switch (today) {
            case FAILING -> after(millis(1, 200), () -> promise.tryFail(refusal()));
            case SLOW -> after(timeout.plus(millis(1, 30_000)), () -> promise.tryComplete(answer()));
            case HANGING -> {}
            default -> after(millis(1, 300), () -> promise.tryComplete(answer()));
        }
        countInFlight(promise);
        return promise.future();
    }

    private void countStart() {
        Instant now = time.instant();
        starts.addLast(now);
        while (!starts.getFirst().isAfter(now.minusSeconds(1))) {
            starts.removeFirst();
        }
        int most = limits.perSecond() + Math.max(1, limits.perSecond() / 20);
        assertTrue(starts.size() <= most, () -> name + " was asked " + starts.size() + " times within a second");
    }

    /** What hangs counts for twice the timeout, as the cache promises. */
    private void countInFlight(Promise<FakeSource.Number> promise) {
        inFlight++;
        assertTrue(inFlight <= limits.inFlight(), () -> name + " has " + inFlight + " requests in flight");
        boolean[] over = new boolean[1];
        Runnable end = () -> {
            if (!over[0]) {
                over[0] = true;
                inFlight--;
            }
        };
        promise.future().onComplete(result -> end.run());
        after(timeout.multipliedBy(2), end);
    }

    private FakeSource.Number answer() {
        return new FakeSource.Number(time.instant().toEpochMilli());
    }

    private SourceException refusal() {
        boolean asksForPeace = random.nextInt(10) == 0;
        return new SourceException(name + " refused", asksForPeace ? millis(1, 60_000) : null);
    }

    private void after(Duration delay, Runnable task) {
        network.after(delay, task);
    }

    private Duration millis(int from, int to) {
        return Duration.ofMillis(from + random.nextInt(to - from));
    }
}
