package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.pace.UpstreamLimits;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.Heard;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.cache.testing.VirtualFleet;
import dev.weir.cache.testing.VirtualTime;
import dev.weir.cache.trace.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sources that one request answers together. */
class TogetherTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    private final Heard<FakeSource.Number> heard = new Heard<>();
    private final List<FakeSource> sources = new ArrayList<>();

    @Test
    void arePolledAtTheSameMoment() {
        VirtualCache weir = new VirtualCache();
        Set<Instant> moments = new TreeSet<>();
        subscribe(weir, 300, TEN, "cluster", moments);
        weir.advance(Duration.ofSeconds(30));
        moments.clear();
        long before = polls();
        weir.advance(Duration.ofSeconds(50));
        assertEquals(5, moments.size(), moments::toString);
        assertEquals(300 * 5, polls() - before);
    }

    @Test
    void ofDifferentIntervalsMeetWhereTheyCan() {
        VirtualCache weir = new VirtualCache();
        Set<Instant> moments = new TreeSet<>();
        subscribe(weir, 20, TEN, "cluster", moments);
        subscribe(weir, 20, TEN.multipliedBy(3), "cluster", moments);
        weir.advance(Duration.ofMinutes(2));
        moments.clear();
        weir.advance(Duration.ofMinutes(1));
        assertEquals(6, moments.size(), moments::toString);
    }

    @Test
    void startTogetherAndAtOnce() {
        VirtualCache weir = new VirtualCache();
        Set<Instant> moments = new HashSet<>();
        subscribe(weir, 1_000, Duration.ofMinutes(1), "cluster", moments);
        Instant before = weir.now();
        weir.advance(Duration.ofMillis(400));
        assertEquals(
                1_000, sources.stream().filter(source -> source.polls() == 1).count());
        assertEquals(1, moments.size(), moments::toString);
        assertTrue(Duration.between(before, moments.iterator().next()).toMillis() < 100);
    }

    @Test
    void ofDifferentUpstreamsAreSpread() {
        VirtualCache weir = new VirtualCache();
        Set<Instant> moments = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            subscribe(weir, 2, TEN, "cluster " + i, moments);
        }
        weir.advance(Duration.ofSeconds(30));
        moments.clear();
        weir.advance(TEN);
        assertTrue(moments.size() > 80, "100 upstreams are asked at " + moments.size() + " moments");
    }

    @Test
    void passNoGate() {
        VirtualCache weir =
                new VirtualCache(CacheSettings.defaults().withUpstream(new UpstreamLimits(1, 1, 1)), () -> 0);
        Set<Instant> moments = new HashSet<>();
        subscribe(weir, 50, TEN, "cluster", moments);
        sources.forEach(FakeSource::silent);
        weir.advance(Duration.ofMillis(400));
        assertEquals(50, sources.stream().filter(source -> source.polls() == 1).count());
        weir.advance(Duration.ofMinutes(1));
        assertTrue(sources.stream().allMatch(source -> source.polls() > 1), "a poll that hangs holds up the next");
    }

    @Test
    void areInStepAfterTheirUpstreamWasAway() {
        Random scattered = new Random(1);
        VirtualCache weir = new VirtualCache(CacheSettings.defaults(), scattered::nextDouble);
        Set<Instant> moments = new TreeSet<>();
        subscribe(weir, 50, TEN, "cluster", moments);
        sources.forEach(source -> source.failing("away"));
        weir.advance(Duration.ofMinutes(10));
        moments.clear();
        weir.advance(Duration.ofMinutes(10));
        assertTrue(moments.size() <= 60, "an upstream that is away is asked at " + moments.size() + " moments");
        sources.forEach(source -> source.answering(1));
        weir.advance(Duration.ofMinutes(10));
        moments.clear();
        weir.advance(Duration.ofMinutes(1));
        assertEquals(6, moments.size(), moments::toString);
    }

    /** Who asks for a source is chosen by its own key, so the replicas share the work; they do it at the same moment. */
    @Test
    void ofSeveralReplicasEachAsksForItsPartAtTheSameMoment() {
        VirtualTime time = new VirtualTime();
        VirtualFleet fleet = new VirtualFleet(time, new Random(1));
        Set<Instant> moments = new TreeSet<>();
        List<List<FakeSource>> replicas = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            VirtualCache weir =
                    new VirtualCache(time, CacheSettings.defaults(), () -> 0, Tracing.OFF, fleet.member(name));
            fleet.enter(name);
            fleet.join(name);
            time.advance(TEN);
            sources.clear();
            subscribe(weir, 300, TEN, "cluster", moments);
            replicas.add(List.copyOf(sources));
        }
        time.advance(Duration.ofMinutes(2));
        moments.clear();
        List<Long> before = replicas.stream().map(TogetherTest::polls).toList();
        time.advance(TEN.multipliedBy(6));
        assertEquals(6, moments.size(), moments::toString);
        List<Long> after = replicas.stream().map(TogetherTest::polls).toList();
        long all = 0;
        for (int i = 0; i < 3; i++) {
            long asked = after.get(i) - before.get(i);
            assertTrue(asked > 6 * 50, "replica " + i + " asks " + asked);
            all += asked;
        }
        assertEquals(6 * 300, all);
    }

    private static long polls(List<FakeSource> asked) {
        return asked.stream().mapToLong(FakeSource::polls).sum();
    }

    private long polls() {
        return polls(sources);
    }

    private void subscribe(VirtualCache weir, int count, Duration interval, String together, Set<Instant> moments) {
        for (int i = 0; i < count; i++) {
            FakeSource source = FakeSource.asking("together " + sources.size(), "fake://" + together)
                    .together(together)
                    .onPoll(() -> moments.add(weir.now()))
                    .answering(1);
            sources.add(source);
            weir.cache().subscribe(source, Demand.every(interval), heard);
        }
    }
}
