package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.Heard;
import dev.weir.cache.testing.VirtualCache;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the meters say. */
class PollMetersTest {

    private static final Demand DEMAND = new Demand(Duration.ofSeconds(10), 100);

    private final VirtualCache weir = new VirtualCache();
    private final FakeSource source = FakeSource.asking("q").answering(1);

    @Test
    void pollsAreCountedByTypeAndOutcome() {
        subscribe(source);
        weir.time().settle();
        source.failing("refused");
        weir.untilPolled(source, 3);
        source.silent();
        weir.untilPolled(source, 5);
        assertEquals(1, polls("value"));
        assertEquals(2, polls("failure"));
        assertEquals(1, polls("timeout"));
    }

    @Test
    void durationIsMeasuredInTheCachesOwnTime() {
        source.silent();
        subscribe(source);
        weir.advance(Duration.ofSeconds(3));
        source.last().complete(new FakeSource.Number(1));
        weir.time().settle();
        var timer = weir.meters()
                .get("weir.cache.poll.duration")
                .tag("type", "fake")
                .timer();
        assertEquals(3, timer.totalTime(TimeUnit.SECONDS));
        assertEquals(1, timer.count());
    }

    @Test
    void sharingSavesOneRequestPerFurtherSubscriberAndReading() {
        subscribe(source);
        subscribe(source);
        subscribe(source);
        weir.untilPolled(source, 4);
        assertEquals(8, weir.meters().get("weir.cache.saved").counter().count());
    }

    @Test
    void sourcesAndSubscribersAreCounted() {
        subscribe(source);
        Subscription second = subscribe(source);
        subscribe(FakeSource.asking("other").failing("refused"));
        weir.time().settle();
        second.close();
        weir.advance(Duration.ofSeconds(1));
        assertEquals(2, gauge("weir.cache.sources"));
        assertEquals(2, gauge("weir.cache.subscribers"));
        assertEquals(1, gauge("weir.cache.sources.failing"));
        weir.cache().close();
        weir.time().settle();
        assertEquals(0, gauge("weir.cache.sources"));
        assertEquals(0, gauge("weir.cache.subscribers"));
    }

    @Test
    void ageIsThatOfTheOldestSource() {
        subscribe(source);
        weir.time().settle();
        source.failing("refused");
        weir.advance(Duration.ofSeconds(35));
        subscribe(FakeSource.asking("fresh").answering(1));
        weir.advance(Duration.ofSeconds(5));
        assertEquals(40, gauge("weir.cache.oldest.age"));
    }

    private Subscription subscribe(FakeSource given) {
        return weir.cache().subscribe(given, DEMAND, new Heard<>());
    }

    private double polls(String outcome) {
        return weir.meters()
                .get("weir.cache.polls")
                .tag("type", "fake")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double gauge(String name) {
        return weir.meters().get(name).gauge().value();
    }
}
