package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Reading;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.Heard;
import dev.weir.cache.testing.VirtualCache;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when a source fails, hangs or asks to be left alone. */
class FailureTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    private final VirtualCache weir = new VirtualCache();
    private final FakeSource source = FakeSource.asking("q").answering(1);
    private final Heard<FakeSource.Number> heard = new Heard<>();
    private final List<Instant> polls = new ArrayList<>();

    @Test
    void keepsLastValueWhenPollFails() {
        subscribe(0);
        weir.time().settle();
        source.failing("refused");
        weir.untilPolled(source, 2);
        assertEquals("refused", heard.last().failure().orElseThrow());
        assertEquals(1, heard.last().lastGood().value().value());
        assertEquals(1, heard.last().failures());
    }

    @Test
    void backsOffWhenItFailsAgainAndAgain() {
        source.failing("refused");
        recordPolls();
        subscribe(0);
        weir.advance(Duration.ofMinutes(30));
        assertEquals(seconds(20, 40, 80, 160, 300, 300), gaps().subList(0, 6));
        assertEquals("backing off", weir.status(source).state());
    }

    @Test
    void doesNotBackOffBeforeAFallbackHasSeenItsFailures() {
        source.failing("refused");
        recordPolls();
        subscribe(0);
        subscribe(5);
        weir.advance(Duration.ofMinutes(10));
        gaps().subList(0, 5).forEach(gap -> assertTrue(gap.compareTo(Duration.ofSeconds(11)) <= 0, "gap " + gap));
        assertEquals(seconds(20, 40, 80), gaps().subList(5, 8));
    }

    @Test
    void morePatientSubscriberEndsTheBackOff() {
        source.failing("refused");
        subscribe(0);
        weir.advance(Duration.ofMinutes(20));
        int before = source.polls();
        subscribe(100);
        weir.advance(Duration.ofSeconds(11));
        assertTrue(source.polls() > before);
        assertEquals("idle", weir.status(source).state());
    }

    @Test
    void answerEndsTheBackOff() {
        source.failing("refused");
        subscribe(0);
        weir.advance(Duration.ofMinutes(20));
        int before = source.polls();
        source.answering(2);
        weir.untilPolled(source, before + 1);
        assertEquals("idle", weir.status(source).state());
        assertEquals(0, weir.status(source).failures());
        weir.advance(Duration.ofMinutes(1));
        assertTrue(source.polls() >= before + 6, "polls " + (source.polls() - before));
    }

    @Test
    void upstreamThatAsksToBeLeftAloneIsLeftAlone() {
        source.failing("too many requests", Duration.ofSeconds(45));
        recordPolls();
        subscribe(1);
        weir.advance(Duration.ofMinutes(2));
        assertEquals(seconds(45, 45), gaps());
    }

    @Test
    void retryAfterIsHonouredUpToTheCapOnly() {
        source.failing("come back next week", Duration.ofDays(7));
        recordPolls();
        subscribe(1);
        weir.advance(Duration.ofMinutes(12));
        assertEquals(seconds(300, 300), gaps());
    }

    @Test
    void retryAfterDoesNotDelayAFallbackThatWaitsForMoreFailures() {
        source.failing("come back in five minutes", Duration.ofMinutes(5));
        recordPolls();
        subscribe(3);
        weir.advance(Duration.ofMinutes(6));
        assertEquals(seconds(11, 11, 300), gaps());
    }

    @Test
    void aSourceMayTakeLongerThanOthersWhereItSaysSo() {
        source.patient(Duration.ofSeconds(30)).silent();
        subscribe(0);
        weir.advance(Duration.ofSeconds(25));
        assertEquals(0, heard.count());
        source.answer(0).complete(new FakeSource.Number(9));
        weir.time().settle();
        assertEquals(9, heard.last().lastGood().value().value());
    }

    @Test
    void sourceThatDoesNotAnswerInTimeHasFailed() {
        source.silent();
        subscribe(0);
        weir.advance(TEN);
        assertEquals(
                "fake://q did not answer within 10 s", heard.last().failure().orElseThrow());
        assertEquals("backing off", weir.status(source).state());
    }

    @Test
    void lateAnswerIsIgnored() {
        source.silent();
        subscribe(0);
        weir.advance(TEN.plusSeconds(1));
        source.answer(0).complete(new FakeSource.Number(9));
        weir.time().settle();
        assertEquals(1, heard.count());
        assertNull(heard.last().lastGood());
    }

    @Test
    void lateAnswerDoesNotEndTheNextPoll() {
        source.silent();
        subscribe(100);
        weir.untilPolled(source, 2);
        source.answer(0).complete(new FakeSource.Number(9));
        weir.time().settle();
        assertEquals("in flight", weir.status(source).state());
        source.answer(1).complete(new FakeSource.Number(10));
        weir.time().settle();
        assertEquals(10, heard.last().lastGood().value().value());
    }

    @Test
    void unexpectedFailureShowsNoMessageToUsers() {
        source.scripted(() -> Future.failedFuture(new IllegalStateException("password hunter2 refused")));
        subscribe(0);
        weir.time().settle();
        assertEquals(
                "asking fake://q failed: IllegalStateException",
                heard.last().failure().orElseThrow());
    }

    @Test
    void sourceThatThrowsHasFailed() {
        source.scripted(() -> {
            throw new IllegalArgumentException("broken source");
        });
        subscribe(0);
        weir.time().settle();
        assertEquals(1, heard.last().failures());
    }

    @Test
    void sourceThatAnswersNothingHasFailed() {
        source.scripted(Future::succeededFuture);
        subscribe(0);
        weir.time().settle();
        assertEquals("fake://q answered nothing", heard.last().failure().orElseThrow());
    }

    @Test
    void readingsCarryTheInstantTheyArrived() {
        source.silent();
        subscribe(0);
        weir.advance(Duration.ofSeconds(3));
        source.last().complete(new FakeSource.Number(1));
        weir.time().settle();
        assertEquals(
                new Reading.Value<>(new FakeSource.Number(1), weir.now()),
                heard.last().latest());
        assertFalse(heard.last().age(weir.now()).isEmpty());
    }

    @Test
    void statusSaysWhatIsWrong() {
        subscribe(0);
        weir.time().settle();
        Instant good = weir.now();
        source.failing("refused");
        weir.untilPolled(source, 2);
        SourceStatus status = weir.status(source);
        assertEquals(good, status.lastGoodAt());
        assertEquals(weir.now(), status.lastReadingAt());
        assertEquals("refused", status.lastFailure());
        assertEquals(1, status.failures());
        assertEquals(2, status.polls());
    }

    private void subscribe(int failuresBeforeBackOff) {
        weir.cache().subscribe(source, new Demand(TEN, failuresBeforeBackOff), heard);
    }

    private void recordPolls() {
        source.onPoll(() -> polls.add(weir.now()));
    }

    private List<Duration> gaps() {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < polls.size(); i++) {
            gaps.add(Duration.between(polls.get(i - 1), polls.get(i)));
        }
        return gaps;
    }

    private static List<Duration> seconds(long... seconds) {
        return java.util.Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
