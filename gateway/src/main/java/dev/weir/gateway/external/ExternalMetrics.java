package dev.weir.gateway.external;

import dev.weir.cache.board.MetricBoard;
import dev.weir.gateway.config.Limits;
import dev.weir.gateway.http.Routes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The external metrics API over a board: what its event loops share, and the handler of each. */
public final class ExternalMetrics {

    private static final long SWEEP_MILLIS = 60_000;

    private final MetricBoard board;
    private final Limits limits;
    private final InstantSource clock;
    private final KnownUris uris;
    private final Tally tally;
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable Elsewhere elsewhere;

    public ExternalMetrics(MetricBoard board, Limits limits, InstantSource clock, MeterRegistry meters) {
        this.board = board;
        this.limits = limits;
        this.clock = clock;
        this.uris = new KnownUris(limits.rememberedUris(), meters);
        this.tally = new Tally(meters);
        Gauge.builder("weir.external.waiting", waiting, AtomicInteger::get)
                .description("Readers that wait for the first answer of their metric")
                .register(meters);
    }

    /** Has requests for no metric of ours go elsewhere; before the first handler is made only. */
    public ExternalMetrics or(Elsewhere other) {
        elsewhere = other;
        return this;
    }

    /**
     * What answers on one event loop.
     *
     * @param loop its context; while it lives it also lets go of metrics that have left the board
     * @param next takes what is no part of this API
     */
    public Routes on(Context loop, Handler<HttpServerRequest> next) {
        RecentUris recent = new RecentUris();
        loop.owner().setPeriodic(SWEEP_MILLIS, due -> {
            uris.sweep();
            recent.sweep();
        });
        ColdStart coldStart = new ColdStart(loop, limits.coldStart().toMillis(), limits.waitingReaders(), waiting);
        MetricRoute route = new MetricRoute(
                board,
                uris,
                recent,
                clock,
                tally,
                coldStart,
                loop,
                elsewhere,
                new Discovery(elsewhere, new OpenApi(next)));
        return new Routes(route, route);
    }
}
