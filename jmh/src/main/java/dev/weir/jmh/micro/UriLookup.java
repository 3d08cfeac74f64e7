package dev.weir.jmh.micro;

import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.Published;
import dev.weir.gateway.external.KnownUris;
import dev.weir.jmh.harness.FilledBoard;
import dev.weir.jmh.harness.LoopBenchmark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * From the URI of a request to the answer, as the hot route finds it. The URI is a fresh string each time, as it comes from
 * the wire, so its hash is computed anew; making the string is part of the figure {@code fresh} alone.
 *
 * <pre>
 * JDK 17, 2 cores of an AMD EPYC (Zen 4), busy with other builds
 *                     hashed             fresh
 * 1,000 metrics     69 ± 76 ns   0 B   183 ± 28 ns   328 B
 * 100,000 metrics  482 ± 43 ns   0 B   577 ± 203 ns  328 B
 * </pre>
 */
public class UriLookup extends LoopBenchmark {

    @Param({"1000", "100000"})
    private int metrics;

    private KnownUris known = new KnownUris(1, new SimpleMeterRegistry());
    private String[] uris = {};
    private int next;

    /** Fills the board and lets every URI be known. */
    @Setup
    public void fill() {
        FilledBoard filled = FilledBoard.of(metrics, Instant.now());
        List<String> all = filled.uris();
        known = new KnownUris(metrics + 1, new SimpleMeterRegistry());
        for (int at = 0; at < metrics; at++) {
            BoardEntry entry =
                    Objects.requireNonNull(filled.board().find(filled.ids().get(at)));
            known.remember(new KnownUris.Place(all.get(at), filled.ids().get(at).name(), entry));
        }
        // Strings of their own: those in the map are not to be found by identity.
        uris = all.stream().map(String::new).toArray(String[]::new);
    }

    /** One look-up; the string has its hash already. Allocates nothing. */
    @Benchmark
    public @Nullable Published hashed() {
        return find(next());
    }

    /** The same with a string just made from the wire, which has to be hashed; the string is all it allocates. */
    @Benchmark
    public @Nullable Published fresh() {
        return find(new StringBuilder(next()).toString());
    }

    private String next() {
        next = next + 1 == uris.length ? 0 : next + 1;
        return uris[next];
    }

    private @Nullable Published find(String uri) {
        KnownUris.Place place = known.find(uri);
        return place == null ? null : place.entry().answer(System.currentTimeMillis());
    }
}
