package dev.weir.cache.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.Heard;
import dev.weir.cache.testing.RecordedTracing;
import dev.weir.cache.testing.RecordedTracing.Recorded;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.cache.trace.Span;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Polls as traces show them. */
class PollSpanTest {

    private final RecordedTracing tracing = new RecordedTracing();
    private final VirtualCache weir = new VirtualCache(CacheSettings.defaults(), () -> 0, tracing);
    private final Heard<FakeSource.Number> heard = new Heard<>();

    @Test
    void pollIsOneStepHoweverManyShareIt() {
        FakeSource source = FakeSource.asking("q", "fake://up").answering(1);
        subscribe(source);
        subscribe(FakeSource.asking("q", "fake://up"));
        weir.untilPolled(source, 2);

        Recorded second = tracing.all().get(1);
        assertEquals("poll", second.name);
        assertEquals(
                Map.of("weir.source", source.key().toString(), "weir.upstream", "fake://up", "weir.subscribers", 2L),
                second.told);
        assertEquals(1, second.ends);
        assertNull(second.failure);
    }

    @Test
    void readerLearnsWhichPollBroughtWhatItReads() {
        FakeSource source = FakeSource.asking("q").answering(1);
        subscribe(source);
        weir.untilPolled(source, 2);

        assertSame(tracing.all().get(1), heard.last().poll());
    }

    @Test
    void failureIsToldInItsOwnWords() {
        subscribe(FakeSource.asking("q").failing("no such queue"));
        weir.time().settle();

        assertEquals("no such queue", tracing.all().get(0).failure);
        assertEquals(1, tracing.all().get(0).ends);
    }

    @Test
    void pollThatRunsPastItsTimeEndsOnce() {
        FakeSource source = FakeSource.asking("q", "fake://up").silent();
        subscribe(source);
        weir.advance(CacheSettings.defaults().pollTimeout());
        source.answer(0).complete(new FakeSource.Number(1));
        weir.time().settle();

        assertEquals("fake://up did not answer within 10 s", tracing.all().get(0).failure);
        assertEquals(1, tracing.all().get(0).ends);
    }

    @Test
    void pollThatClosingCutsOffEnds() {
        FakeSource source = FakeSource.asking("q").silent();
        subscribe(source);
        weir.time().settle();
        weir.cache().close();
        weir.time().settle();

        assertEquals(1, tracing.all().get(0).ends);
    }

    @Test
    void whatIsPushedHasNoPoll() {
        FakeSource source = FakeSource.asking("q").answering(1);
        subscribe(source);
        weir.time().settle();
        source.push(2);
        weir.time().settle();

        assertSame(Span.NONE, heard.last().poll());
    }

    private void subscribe(FakeSource source) {
        weir.cache().subscribe(source, Demand.every(Duration.ofSeconds(10)), heard);
    }
}
