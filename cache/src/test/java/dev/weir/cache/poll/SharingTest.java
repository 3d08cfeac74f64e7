package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.Heard;
import dev.weir.cache.testing.VirtualCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears of a source's readings, and when it closes. */
class SharingTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    private final VirtualCache weir = new VirtualCache();
    private final FakeSource source = FakeSource.asking("q").answering(1);
    private final Heard<FakeSource.Number> first = new Heard<>();
    private final Heard<FakeSource.Number> second = new Heard<>();

    @Test
    void equalQuestionsShareOnePoll() {
        FakeSource same = FakeSource.asking("q").answering(2);
        subscribe(source, first);
        subscribe(same, second);
        weir.time().settle();
        assertEquals(1, source.polls());
        assertEquals(0, same.polls());
        assertEquals(first.last(), second.last());
    }

    @Test
    void sourceWhoseQuestionIsAskedAlreadyIsClosedUnused() {
        FakeSource same = FakeSource.asking("q");
        subscribe(source, first);
        subscribe(same, second);
        weir.time().settle();
        assertEquals(1, same.closed());
        assertEquals(0, source.closed());
    }

    @Test
    void sourceGivenTwiceStaysOpen() {
        subscribe(source, first);
        subscribe(source, second);
        weir.time().settle();
        assertEquals(0, source.closed());
        assertEquals(2, weir.status(source).subscribers());
    }

    @Test
    void lateSubscriberHearsWhatIsKnownAtOnce() {
        subscribe(source, first);
        weir.advance(Duration.ofSeconds(5));
        subscribe(FakeSource.asking("q"), second);
        weir.time().settle();
        assertEquals(1, source.polls());
        assertEquals(first.last(), second.last());
    }

    @Test
    void sourceClosesWithItsLastSubscriber() {
        Subscription one = subscribe(source, first);
        Subscription other = subscribe(source, second);
        weir.time().settle();
        one.close();
        weir.time().settle();
        assertEquals(0, source.closed());
        other.close();
        other.close();
        weir.advance(Duration.ofMinutes(10));
        assertEquals(1, source.closed());
        assertEquals(1, source.polls());
        assertEquals(List.of(), weir.cache().sources());
        assertEquals(0, weir.time().pending());
    }

    @Test
    void closingTwiceTakesAwayOneSubscriberOnly() {
        Subscription one = subscribe(source, first);
        subscribe(source, second);
        weir.time().settle();
        one.close();
        one.close();
        weir.time().settle();
        assertEquals(1, weir.status(source).subscribers());
        assertEquals(0, source.closed());
    }

    @Test
    void pollInFlightEndsBeforeTheSourceCloses() {
        source.silent();
        Subscription subscription = subscribe(source, first);
        weir.time().settle();
        subscription.close();
        weir.time().settle();
        assertEquals(0, source.closed());
        source.last().complete(new FakeSource.Number(1));
        weir.time().settle();
        assertEquals(1, source.closed());
        assertEquals(0, first.count());
    }

    @Test
    void subscriberThatComesDuringTheLastPollKeepsTheSource() {
        source.silent();
        Subscription subscription = subscribe(source, first);
        weir.time().settle();
        subscription.close();
        weir.time().settle();
        subscribe(FakeSource.asking("q"), second);
        weir.time().settle();
        source.last().complete(new FakeSource.Number(4));
        weir.time().settle();
        assertEquals(0, source.closed());
        assertEquals(1, source.polls());
        assertEquals(4, second.last().lastGood().value().value());
    }

    @Test
    void whoeverHasLeftHearsNothingMore() {
        Subscription subscription = subscribe(source, first);
        subscribe(source, second);
        weir.time().settle();
        subscription.close();
        weir.advance(Duration.ofMinutes(1));
        assertEquals(1, first.count());
        assertTrue(second.count() > 1);
    }

    @Test
    void subscriptionClosedBeforeItTookEffectPollsNothing() {
        subscribe(source, first).close();
        weir.advance(Duration.ofMinutes(1));
        assertEquals(0, source.polls());
        assertEquals(1, source.closed());
    }

    @Test
    void subscriberThatThrowsDoesNotHurtTheOthers() {
        weir.cache().subscribe(source, Demand.every(TEN), reading -> {
            throw new IllegalStateException("broken subscriber");
        });
        subscribe(source, first);
        weir.advance(Duration.ofSeconds(30));
        assertEquals(source.polls(), first.count());
        assertTrue(first.count() >= 2);
    }

    @Test
    void subscriberMayLeaveWhileItIsTold() {
        List<Subscription> own = new ArrayList<>();
        own.add(weir.cache()
                .subscribe(source, Demand.every(TEN), reading -> own.get(0).close()));
        subscribe(source, first);
        weir.advance(Duration.ofSeconds(30));
        assertEquals(1, weir.status(source).subscribers());
        assertTrue(first.count() >= 2);
    }

    @Test
    void manySubscribersComeAndGoInAnyOrder() {
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(subscribe(source, new Heard<>()));
        }
        weir.time().settle();
        for (int i = 0; i < 1_000; i += 2) {
            all.get(i).close();
        }
        weir.time().settle();
        assertEquals(500, weir.status(source).subscribers());
        for (int i = 999; i > 0; i -= 2) {
            all.get(i).close();
        }
        weir.time().settle();
        assertEquals(1, source.closed());
    }

    @Test
    void closingTheCacheClosesAllSources() {
        FakeSource other = FakeSource.asking("other").silent();
        subscribe(source, first);
        subscribe(other, second);
        weir.time().settle();
        var closed = weir.cache().close();
        weir.time().settle();
        assertTrue(closed.succeeded());
        assertEquals(1, source.closed());
        assertEquals(1, other.closed());
        assertEquals(0, weir.time().pending());
        FakeSource late = FakeSource.asking("late");
        subscribe(late, first);
        weir.advance(Duration.ofMinutes(1));
        assertEquals(0, late.polls());
        assertEquals(1, late.closed());
    }

    private Subscription subscribe(FakeSource given, Heard<FakeSource.Number> subscriber) {
        return weir.cache().subscribe(given, Demand.every(TEN), subscriber);
    }
}
