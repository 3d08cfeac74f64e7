package dev.weir.jmh.micro;

import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.jmh.harness.FilledBoard;
import dev.weir.jmh.harness.LoopBenchmark;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What a reader pays: from a metric's id to the bytes that are written, age limit included. Allocates nothing.
 *
 * <pre>
 * JDK 17, 2 cores of an AMD EPYC (Zen 4), busy with other builds
 * 1,000 metrics     44 ± 34 ns    0 B
 * 100,000 metrics  441 ± 262 ns   0 B
 * </pre>
 */
public class BoardLookup extends LoopBenchmark {

    @Param({"1000", "100000"})
    private int metrics;

    private MetricBoard board = new MetricBoard();
    private MetricId[] ids = {};
    private int next;

    /** Fills the board. */
    @Setup
    public void fill() {
        FilledBoard filled = FilledBoard.of(metrics, Instant.now());
        board = filled.board();
        ids = filled.ids().toArray(MetricId[]::new);
    }

    /** One look-up by id. */
    @Benchmark
    public @Nullable Published byId() {
        next = next + 1 == ids.length ? 0 : next + 1;
        BoardEntry entry = board.find(ids[next]);
        return entry == null ? null : entry.answer(System.currentTimeMillis());
    }
}
