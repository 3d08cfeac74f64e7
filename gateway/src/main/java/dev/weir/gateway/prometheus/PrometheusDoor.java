package dev.weir.gateway.prometheus;

import dev.weir.gateway.access.Access;
import dev.weir.gateway.config.PrometheusSettings;
import dev.weir.gateway.prometheus.upstream.Refusal;
import dev.weir.gateway.prometheus.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Shared Prometheus queries, put together. Served by one event loop, for what one caller has been answered is to serve all
 * others.
 */
public final class PrometheusDoor {

    /** Below it are the paths that rights are given for. */
    private static final String RIGHTS = "/prometheus";

    private final Access access;
    private final Map<String, Upstream> upstreams = new HashMap<>();
    private final PrometheusRoute route;

    /**
     * Not served yet.
     *
     * @param access who may ask
     * @param known what need not be asked for
     */
    public PrometheusDoor(
            Vertx vertx,
            PrometheusSettings settings,
            Access access,
            KnownAnswers known,
            InstantSource clock,
            MeterRegistry meters) {
        this.access = access.ofPaths(RIGHTS, Refusal::send);
        for (PrometheusSettings.Upstream upstream : settings.upstreams()) {
            upstreams.put(upstream.name(), new Upstream(vertx, upstream, settings.answerBytes(), clock, meters));
        }
        Duration life = settings.freshness().most();
        Answers answers = new Answers(settings.cacheBytes(), life, clock, meters);
        route = new PrometheusRoute(
                settings,
                settings.forwards(access != Access.OPEN),
                access,
                clock,
                meters,
                upstreams,
                new CallerShares(settings.caller()),
                new Forms(vertx),
                new Instants(clock, answers, known),
                new Ranges(vertx, settings.ranges(), answers, clock, meters));
    }

    /** What serves requests on the one loop. */
    public Handler<HttpServerRequest> on(Context loop) {
        return access.before(loop, route);
    }

    /** Lets go of connections to the upstreams. */
    public Future<Void> close() {
        return Future.join(upstreams.values().stream().map(Upstream::close).toList())
                .mapEmpty();
    }
}
