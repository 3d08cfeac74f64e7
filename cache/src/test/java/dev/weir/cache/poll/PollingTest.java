package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.Heard;
import dev.weir.cache.testing.VirtualCache;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a healthy source is asked. */
class PollingTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    private final VirtualCache weir = new VirtualCache();
    private final FakeSource source = FakeSource.asking("q").answering(1);
    private final Heard<FakeSource.Number> heard = new Heard<>();

    @Test
    void singleSourceIsAskedAtOnce() {
        subscribe(TEN);
        weir.time().settle();
        assertEquals(1, source.polls());
        assertEquals(1, heard.last().lastGood().value().value());
    }

    @Test
    void periodsAreNeverShorterThanTheIntervalNorATenthLonger() {
        List<Instant> polls = recordPolls(source);
        subscribe(TEN);
        weir.advance(Duration.ofMinutes(10));
        assertTrue(polls.size() >= 54 && polls.size() <= 61, "polls " + polls.size());
        for (int i = 2; i < polls.size(); i++) {
            Duration period = Duration.between(polls.get(i - 1), polls.get(i));
            assertTrue(period.compareTo(TEN) >= 0 && period.compareTo(Duration.ofSeconds(11)) <= 0, "" + period);
        }
    }

    @Test
    void sourceThatStartsEarlyIsAtItsPlaceWithTheNextPoll() {
        List<Instant> polls = recordPolls(source);
        subscribe(TEN);
        weir.advance(Duration.ofSeconds(45));
        long place = (long) (source.key().phase() * TEN.toMillis());
        for (Instant poll : polls.subList(1, polls.size())) {
            assertEquals(place, poll.toEpochMilli() % TEN.toMillis(), polls::toString);
        }
        Duration first = Duration.between(polls.get(0), polls.get(1));
        assertTrue(
                first.compareTo(Duration.ofSeconds(1)) >= 0 && first.compareTo(Duration.ofSeconds(11)) <= 0,
                "" + first);
    }

    @Test
    void sourcesThatStartTogetherAreSpreadAfterOneInterval() {
        int[] perSecond = new int[40];
        Instant start = weir.now();
        for (int i = 0; i < 20; i++) {
            FakeSource one = FakeSource.asking("q" + i).scripted(() -> {
                perSecond[(int) Duration.between(start, weir.now()).toSeconds()]++;
                return Future.succeededFuture(new FakeSource.Number(1));
            });
            weir.cache().subscribe(one, Demand.every(TEN), reading -> {});
        }
        weir.advance(Duration.ofSeconds(40).minusMillis(1));
        for (int second = 11; second < perSecond.length; second++) {
            assertTrue(perSecond[second] <= 6, perSecond[second] + " of 20 in second " + second);
        }
        assertEquals(
                20, IntStream.range(20, 30).map(second -> perSecond[second]).sum());
    }

    @Test
    void mostDemandingSubscriberSetsTheInterval() {
        subscribe(Duration.ofMinutes(1));
        subscribe(TEN);
        weir.time().settle();
        assertEquals(TEN, weir.status(source).interval());
    }

    @Test
    void intervalGrowsAgainWhenTheMostDemandingLeaves() {
        subscribe(Duration.ofMinutes(1));
        Subscription eager = subscribe(TEN);
        weir.advance(Duration.ofMinutes(1));
        eager.close();
        weir.time().settle();
        assertEquals(Duration.ofMinutes(1), weir.status(source).interval());
        int before = source.polls();
        weir.advance(Duration.ofMinutes(10));
        assertTrue(source.polls() - before <= 11, "polls " + (source.polls() - before));
    }

    @Test
    void shorterDemandTakesEffectFromTheLastPollOn() {
        List<Instant> polls = recordPolls(source);
        Subscription subscription = subscribe(Duration.ofHours(1));
        weir.advance(Duration.ofMinutes(2));
        assertEquals(1, polls.size());
        subscription.demand(Demand.every(Duration.ofMinutes(3)));
        weir.advance(Duration.ofMinutes(1));
        assertEquals(2, polls.size());
        assertFalse(polls.get(1).isAfter(polls.get(0).plus(Duration.ofMinutes(3))), "polls " + polls);
    }

    @Test
    void overdueDemandIsMetAtOnce() {
        Subscription subscription = subscribe(Duration.ofHours(1));
        weir.advance(Duration.ofMinutes(2));
        subscription.demand(Demand.every(TEN));
        weir.time().settle();
        assertEquals(2, source.polls());
    }

    @Test
    void changingDemandsBackAndForthDoesNotPollMoreOften() {
        Subscription subscription = subscribe(TEN);
        for (int i = 0; i < 600; i++) {
            subscription.demand(new Demand(TEN.plusSeconds(i % 2), i % 3));
            weir.advance(Duration.ofSeconds(1));
        }
        assertTrue(source.polls() <= 61, "polls " + source.polls());
    }

    @Test
    void pollThatTakesLongerThanTheIntervalIsNotDoubled() {
        source.silent();
        subscribe(Duration.ofSeconds(2));
        weir.advance(Duration.ofSeconds(9));
        assertEquals(1, source.polls());
        source.last().complete(new FakeSource.Number(3));
        weir.time().settle();
        assertEquals(2, source.polls());
        assertEquals(3, heard.last().lastGood().value().value());
    }

    @Test
    void clockThatIsSetBackDoesNotStopThePolls() {
        Demand demand = Demand.every(TEN);
        Planner planner = new Planner(
                new dev.weir.cache.pace.Rhythm(0), new dev.weir.cache.pace.Backoff(Duration.ofMinutes(5)), () -> 0);
        Instant now = weir.now();
        planner.started(now, now);
        assertEquals(TEN, planner.sleep(now.minus(Duration.ofHours(1)), now.plus(TEN), demand));
    }

    @Test
    void tenThousandSourcesStartHardlyFasterThanTheyGoOn() {
        int sources = 10_000;
        Duration minute = Duration.ofMinutes(1);
        int[] startsPerSecond = new int[61];
        Instant start = weir.now();
        for (int i = 0; i < sources; i++) {
            FakeSource one = FakeSource.asking("q" + i, "fake://" + i % 100).scripted(() -> {
                startsPerSecond[(int) Duration.between(start, weir.now()).toSeconds()]++;
                return Future.succeededFuture(new FakeSource.Number(1));
            });
            weir.cache().subscribe(one, Demand.every(minute), reading -> {});
        }
        weir.advance(minute.minusMillis(1));
        double steady = sources / 60.0;
        for (int starts : startsPerSecond) {
            assertTrue(starts <= 2 * steady, starts + " starts in a second, steady rate " + steady);
        }
        assertTrue(weir.cache().sources().stream().allMatch(status -> status.polls() >= 1 && status.polls() <= 2));
        long twice = weir.cache().sources().stream()
                .filter(status -> status.polls() == 2)
                .count();
        assertTrue(twice <= 25 * 60, twice + " started early and were asked again at their place");
    }

    private Subscription subscribe(Duration interval) {
        return weir.cache().subscribe(source, Demand.every(interval), heard);
    }

    private List<Instant> recordPolls(FakeSource recorded) {
        List<Instant> polls = new ArrayList<>();
        recorded.scripted(() -> {
            polls.add(weir.now());
            return Future.succeededFuture(new FakeSource.Number(1));
        });
        return polls;
    }
}
