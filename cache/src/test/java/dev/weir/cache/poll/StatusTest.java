package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.pace.UpstreamLimits;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualCache;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long polls take and how late they begin, as tables and metrics show it. */
class StatusTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void showsHowLongTheLatestPollTook() {
        VirtualCache weir = new VirtualCache();
        FakeSource source = FakeSource.asking("q").silent();
        subscribe(weir, source);
        weir.time().settle();
        assertNull(weir.status(source).took(), "before the first answer");

        weir.advance(Duration.ofMillis(70));
        source.last().complete(new FakeSource.Number(1));
        weir.time().settle();
        assertEquals(Duration.ofMillis(70), weir.status(source).took());
    }

    @Test
    void aPollThatBeginsOnTimeIsNotLate() {
        VirtualCache weir = new VirtualCache();
        FakeSource source = FakeSource.asking("q").answering(1);
        subscribe(weir, source);
        weir.untilPolled(source, 3);

        assertEquals(Duration.ZERO, weir.status(source).late());
    }

    @Test
    void aPollThatWaitsAtItsUpstreamIsLateByThat() {
        VirtualCache weir = one(100);
        FakeSource busy = FakeSource.asking("busy", "fake://up").silent();
        FakeSource waiting = FakeSource.asking("waiting", "fake://up").answering(1);
        subscribe(weir, busy);
        weir.advance(Duration.ofSeconds(1));
        subscribe(weir, waiting);
        weir.advance(Duration.ofMillis(300));
        assertEquals("waiting", weir.status(waiting).state());

        busy.last().complete(new FakeSource.Number(1));
        weir.time().settle();
        assertEquals(Duration.ofMillis(300), weir.status(waiting).late());
    }

    @Test
    void aSkippedPollIsLateFromItsFirstTimeOn() {
        VirtualCache weir = one(1);
        FakeSource busy = FakeSource.asking("busy", "fake://up").silent();
        FakeSource waiting = FakeSource.asking("waiting", "fake://up").answering(1);
        FakeSource skipped = FakeSource.asking("skipped", "fake://up").answering(1);
        subscribe(weir, busy);
        weir.advance(Duration.ofSeconds(1));
        subscribe(weir, waiting);
        weir.advance(Duration.ofSeconds(1));
        subscribe(weir, skipped);
        weir.advance(Duration.ofMillis(300));
        assertEquals("idle", weir.status(skipped).state(), "tried again later");

        busy.last().complete(new FakeSource.Number(1));
        Duration until = Duration.ofMillis(300);
        while (skipped.polls() == 0) {
            weir.advance(Duration.ofMillis(1));
            until = until.plusMillis(1);
        }
        assertEquals(until, weir.status(skipped).late());
    }

    private static VirtualCache one(int waiting) {
        return new VirtualCache(CacheSettings.defaults().withUpstream(new UpstreamLimits(1, 1_000, waiting)), () -> 0);
    }

    private static void subscribe(VirtualCache weir, FakeSource source) {
        weir.cache().subscribe(source, Demand.every(TEN), snapshot -> {});
    }
}
