package dev.weir.cache.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MetricBoardTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MetricBoard board = new MetricBoard();
    private final MetricId id = new MetricId("default", "s0-queue", "worker");

    @Test
    void metricThatNobodyMeasuresIsNotThere() {
        assertNull(board.find(id));
        board.publish(id, metric(1));
        assertNull(board.find(id));
    }

    @Test
    void namesAreComparedWithoutRegardToCase() {
        BoardEntry entry = board.expect(id);
        assertSame(entry, board.find(new MetricId("default", "S0-Queue", "worker")));
    }

    @Test
    void readerGetsTheLatestAnswer() {
        BoardEntry entry = board.expect(id);
        assertNull(entry.current());
        board.publish(id, metric(1));
        board.publish(id, metric(2));
        assertEquals(2, value(entry.current()));
    }

    @Test
    void expectingTwiceKeepsWhatIsThere() {
        BoardEntry entry = board.expect(id);
        board.publish(id, metric(1));
        assertSame(entry, board.expect(id));
        assertEquals(1, value(entry.current()));
    }

    @Test
    void goodValueIsAnsweredAsItIs() {
        Published metric = metric(1);
        board.expect(id);
        board.publish(id, metric);
        assertSame(metric, board.find(id).answer(NOON.plusSeconds(59).toEpochMilli()));
    }

    @Test
    void valuePastItsLimitIsAnErrorThatSaysHowOldItIs() {
        board.expect(id);
        board.publish(id, metric(1));
        Published.Unavailable answer = assertInstanceOf(
                Published.Unavailable.class,
                board.find(id).answer(NOON.plusSeconds(60).toEpochMilli()));
        assertEquals(
                "the last value is too old: taken 60 s ago, at 2026-01-01T12:00:00Z, good until 2026-01-01T12:01:00Z",
                answer.message());
    }

    @Test
    void metricWithoutAnAnswerHasNone() {
        assertNull(board.expect(id).answer(NOON.toEpochMilli()));
    }

    @Test
    void earlyReaderGetsTheFirstAnswer() {
        Future<Published> waiting = board.expect(id).first();
        assertFalse(waiting.isComplete());
        board.publish(id, metric(7));
        assertEquals(7, value(waiting.result()));
    }

    @Test
    void readerOfAKnownMetricDoesNotWait() {
        board.expect(id);
        board.publish(id, metric(7));
        assertEquals(7, value(board.find(id).first().result()));
    }

    @Test
    void earlyReaderIsToldWhenTheMetricGoes() {
        BoardEntry entry = board.expect(id);
        Future<Published> waiting = entry.first();
        board.retract(id);
        assertInstanceOf(MetricRetractedException.class, waiting.cause());
        assertTrue(entry.retracted());
        assertNotSame(entry, board.expect(id));
    }

    @Test
    void listenerHearsOfTheEndLast() {
        List<String> heard = new ArrayList<>();
        MetricBoard watched = new MetricBoard(new BoardListener() {
            @Override
            public void published(MetricId metric, Published published) {
                heard.add("published " + value(published));
            }

            @Override
            public void retracted(MetricId metric) {
                heard.add("retracted");
            }
        });
        watched.publish(id, metric(1));
        watched.expect(id);
        watched.publish(id, metric(2));
        watched.retract(id);
        watched.retract(id);
        assertEquals(List.of("published 2.0", "retracted"), heard);
    }

    @Test
    void readersOnOtherThreadsNeverSeeATornOrAnOlderValue() throws Exception {
        BoardEntry entry = board.expect(id);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean done = new AtomicBoolean();
        List<java.util.concurrent.Future<Long>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(threads.submit(() -> readUntil(done, entry)));
        }
        for (int value = 1; value <= 100_000; value++) {
            board.publish(id, metric(value));
        }
        done.set(true);
        threads.shutdown();
        for (java.util.concurrent.Future<Long> reader : readers) {
            assertTrue(result(reader) > 0);
        }
    }

    private long readUntil(AtomicBoolean done, BoardEntry entry) {
        double last = 0;
        long reads = 0;
        while (!done.get() || reads == 0) {
            BoardEntry found = board.find(id);
            assertSame(entry, found);
            if (found.current() instanceof Published.Metric metric) {
                assertTrue(metric.value() >= last, "saw " + metric.value() + " after " + last);
                assertEquals(metric.value(), Double.parseDouble(metric.json().toString()));
                assertEquals(metric.json().toString(), metric.protobuf().toString());
                last = metric.value();
                reads++;
            }
        }
        return reads;
    }

    private static long result(java.util.concurrent.Future<Long> reader) throws Exception {
        try {
            return reader.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static Published.Metric metric(double value) {
        String text = Double.toString(value);
        return new Published.Metric(value, NOON, NOON.plusSeconds(60), Buffer.buffer(text), Buffer.buffer(text));
    }

    private static double value(Published published) {
        return assertInstanceOf(Published.Metric.class, published).value();
    }
}
