package dev.weir.jmh.micro;

import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a reader pays: from a metric's id to the bytes that are written, age limit included. Allocates nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BoardLookup {

    @Param({"1000", "100000"})
    private int metrics;

    private final MetricBoard board = new MetricBoard();
    private MetricId[] ids = {};
    private int next;

    /** Fills the board. */
    @Setup
    public void fill() {
        Instant now = Instant.now();
        Buffer body = Buffer.buffer("x".repeat(200));
        ids = new MetricId[metrics];
        for (int i = 0; i < metrics; i++) {
            ids[i] = new MetricId("default", "s0-prometheus", "web-" + i);
            board.expect(ids[i]);
            board.publish(ids[i], new Published.Metric(i, now, now.plus(Duration.ofDays(1)), body, body));
        }
    }

    /** One look-up by id. */
    @Benchmark
    public @Nullable Published byId() {
        next = next + 1 == ids.length ? 0 : next + 1;
        BoardEntry entry = board.find(ids[next]);
        return entry == null ? null : entry.answer(System.currentTimeMillis());
    }
}
