package dev.weir.jmh.micro;

import dev.weir.cache.board.MetricBoard;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.external.ExternalMetrics;
import dev.weir.jmh.harness.FilledBoard;
import dev.weir.jmh.harness.LoopBenchmark;
import dev.weir.jmh.harness.MemoryRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The handler of the external metrics API as a whole, on a request in memory, next to one that answers a constant: the
 * difference is what Weir adds to a bare server, without sockets and TLS.
 *
 * <pre>
 * JDK 17, 2 cores of an AMD EPYC (Zen 4), busy with other builds
 *                      weir                bare
 * 1,000 metrics     80 ± 18 ns    72 B   25 ± 14 ns   48 B
 * 100,000 metrics  710 ± 1,297 ns 72 B   42 ± 31 ns   48 B
 * </pre>
 *
 * <p>What is allocated are the arguments of calls through the proxy of {@link MemoryRequest}.
 */
public class HotRoute extends LoopBenchmark {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    @Param({"1000", "100000"})
    private int metrics;

    private final MemoryRequest request = new MemoryRequest("application/json, */*");
    private Handler<HttpServerRequest> weir = asked -> {};
    private Handler<HttpServerRequest> bare = asked -> {};
    private String[] uris = {};
    private int next;

    /** Fills the board, and asks for every metric once. */
    @Setup
    public void fill() {
        FilledBoard filled = FilledBoard.of(metrics, Instant.now());
        weir = handler(filled.board());
        Buffer constant =
                FilledBoard.answer(filled.ids().get(0), 12.5, Instant.now()).json();
        bare = asked ->
                asked.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(constant);
        uris = filled.uris().stream().map(String::new).toArray(String[]::new);
        for (String uri : uris) {
            weir.handle(request.to(uri));
        }
    }

    private static Handler<HttpServerRequest> handler(MetricBoard board) {
        return new ExternalMetrics(
                        board, Settings.defaults().limits(), InstantSource.system(), new SimpleMeterRegistry())
                .on(Vertx.currentContext(), asked -> {
                    throw new IllegalStateException("no metric: " + asked.uri());
                })
                .handler();
    }

    /** The product. */
    @Benchmark
    public @Nullable Buffer weir() {
        weir.handle(request.to(next()));
        return request.body();
    }

    /** A constant. */
    @Benchmark
    public @Nullable Buffer bare() {
        bare.handle(request.to(next()));
        return request.body();
    }

    private String next() {
        next = next + 1 == uris.length ? 0 : next + 1;
        return uris[next];
    }
}
