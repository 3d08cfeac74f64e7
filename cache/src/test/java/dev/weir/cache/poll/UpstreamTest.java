package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.pace.UpstreamLimits;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.Heard;
import dev.weir.cache.testing.VirtualCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sources of one upstream may do together. */
class UpstreamTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    private final Heard<FakeSource.Number> heard = new Heard<>();

    @Test
    void noMoreThanTheLimitIsInFlightAtOneUpstream() {
        VirtualCache weir = cache(2, 100);
        List<FakeSource> sources = subscribe(weir, 5, "fake://one");
        weir.advance(Duration.ofSeconds(2));
        assertEquals(2, asked(sources));
        assertEquals(3, states(weir, "waiting"));
        sources.stream()
                .filter(source -> source.polls() == 1)
                .forEach(source -> source.last().complete(new FakeSource.Number(1)));
        weir.time().settle();
        assertEquals(4, asked(sources));
    }

    @Test
    void otherUpstreamsAreNotHeldUp() {
        VirtualCache weir = cache(1, 100);
        subscribe(weir, 5, "fake://one");
        List<FakeSource> others = subscribe(weir, 1, "fake://other");
        weir.advance(Duration.ofSeconds(2));
        assertEquals(1, asked(others));
    }

    @Test
    void pollIsSkippedAndTriedAgainSoonWhenTooManyWait() {
        VirtualCache weir = cache(1, 1);
        List<FakeSource> sources = subscribe(weir, 3, "fake://one");
        weir.advance(Duration.ofMillis(500));
        assertEquals(1, count(weir, "skipped"));
        assertEquals(0, heard.count());
        for (int i = 0; i < 3; i++) {
            sources.stream()
                    .filter(source -> source.polls() == 1)
                    .forEach(source -> source.last().tryComplete(new FakeSource.Number(1)));
            weir.advance(Duration.ofSeconds(1).plusMillis(10));
        }
        assertEquals(3, asked(sources));
        assertEquals(0, count(weir, "failure"));
    }

    @Test
    void hangingPollKeepsItsPlaceForOneMoreTimeout() {
        VirtualCache weir = cache(1, 100);
        List<FakeSource> sources = subscribe(weir, 2, "fake://one");
        weir.advance(Duration.ofSeconds(15));
        assertEquals(1, asked(sources));
        weir.advance(Duration.ofSeconds(6));
        assertEquals(2, asked(sources));
    }

    @Test
    void hangingPollThatEndsLateGivesItsPlaceBack() {
        VirtualCache weir = cache(1, 100);
        List<FakeSource> sources = subscribe(weir, 2, "fake://one");
        weir.advance(Duration.ofSeconds(12));
        FakeSource hanging = sources.stream()
                .filter(source -> source.polls() == 1)
                .findFirst()
                .orElseThrow();
        hanging.last().fail("reset");
        weir.time().settle();
        assertEquals(2, asked(sources));
    }

    @Test
    void waitingSourceThatClosesLeavesTheLine() {
        VirtualCache weir = cache(1, 100);
        FakeSource busy = FakeSource.asking("busy", "fake://one").silent();
        FakeSource closing = FakeSource.asking("closing", "fake://one").silent();
        FakeSource next = FakeSource.asking("next", "fake://one").silent();
        weir.cache().subscribe(busy, Demand.every(TEN), heard);
        weir.advance(Duration.ofMillis(100));
        Subscription leaving = weir.cache().subscribe(closing, Demand.every(TEN), heard);
        weir.advance(Duration.ofMillis(100));
        weir.cache().subscribe(next, Demand.every(TEN), heard);
        weir.advance(Duration.ofMillis(100));
        leaving.close();
        busy.last().complete(new FakeSource.Number(1));
        weir.time().settle();
        assertEquals(0, closing.polls());
        assertEquals(1, closing.closed());
        assertEquals(1, next.polls());
    }

    @Test
    void waitingIsMeteredPerUpstreamAsLongAsItIsUsed() {
        VirtualCache weir = cache(1, 100);
        subscribe(weir, 4, "fake://one");
        weir.advance(Duration.ofSeconds(2));
        assertEquals(
                3,
                weir.meters()
                        .get("weir.cache.waiting")
                        .tag("upstream", "fake://one")
                        .gauge()
                        .value());
        weir.cache().close();
        weir.time().settle();
        assertTrue(weir.meters().find("weir.cache.waiting").gauges().isEmpty());
    }

    private static VirtualCache cache(int inFlight, int waiting) {
        CacheSettings settings = CacheSettings.defaults().withUpstream(new UpstreamLimits(inFlight, 1_000, waiting));
        return new VirtualCache(settings, () -> 0);
    }

    private List<FakeSource> subscribe(VirtualCache weir, int number, String upstream) {
        List<FakeSource> sources = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            FakeSource source = FakeSource.asking(upstream + i, upstream).silent();
            weir.cache().subscribe(source, Demand.every(TEN), heard);
            sources.add(source);
        }
        return sources;
    }

    private static int asked(List<FakeSource> sources) {
        return (int) sources.stream().filter(source -> source.polls() > 0).count();
    }

    private static long states(VirtualCache weir, String state) {
        return weir.cache().sources().stream()
                .filter(status -> status.state().equals(state))
                .count();
    }

    private static double count(VirtualCache weir, String outcome) {
        return weir.meters()
                .get("weir.cache.polls")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
