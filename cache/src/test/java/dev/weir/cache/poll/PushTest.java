package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.Heard;
import dev.weir.cache.testing.VirtualCache;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sources that push. */
class PushTest {

    private final VirtualCache weir = new VirtualCache();
    private final FakeSource source = FakeSource.asking("q").answering(1);
    private final Heard<FakeSource.Number> heard = new Heard<>();

    @Test
    void pushedReadingIsDeliveredLikeAPolledOne() {
        subscribe();
        source.push(5);
        weir.time().settle();
        assertEquals(5, heard.last().lastGood().value().value());
        assertEquals(weir.now(), heard.last().latest().takenAt());
    }

    @Test
    void pushedReadingEndsAFailure() {
        source.failing("refused");
        subscribe();
        source.push(5);
        weir.time().settle();
        assertEquals(0, heard.last().failures());
    }

    @Test
    void readingsThatComeFasterThanTheyCanBeDeliveredReplaceEachOther() {
        subscribe();
        int before = heard.count();
        for (int i = 0; i < 1_000; i++) {
            source.push(i);
        }
        weir.time().settle();
        assertEquals(before + 1, heard.count());
        assertEquals(999, heard.last().lastGood().value().value());
    }

    @Test
    void pushAfterTheLastSubscriberLeftIsIgnored() {
        Subscription subscription = subscribe();
        subscription.close();
        weir.time().settle();
        int before = heard.count();
        source.push(5);
        weir.time().settle();
        assertEquals(before, heard.count());
    }

    private Subscription subscribe() {
        Subscription subscription = weir.cache().subscribe(source, Demand.every(Duration.ofSeconds(10)), heard);
        weir.time().settle();
        return subscription;
    }
}
