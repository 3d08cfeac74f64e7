package dev.weir.gateway.process;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.MetricCache;
import dev.weir.controller.Controller;
import dev.weir.controller.ControllerSettings;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.IdentitySource;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.telemetry.Build;
import dev.weir.gateway.telemetry.KedaMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The process, wired by hand: cache, operator, servers. The servers open first and say "not ready"; then the operator fills
 * the board. Stops in the opposite order.
 */
public final class Weir implements Gateway {

    private final MetricCache cache;
    private final Controller controller;
    private final Optional<SecretIdentity> certificates;
    private final Doors doors;
    private final Telemetry telemetry;

    /**
     * A process against one cluster.
     *
     * @param client of the cluster; closed by whoever made it
     * @param jitter numbers in [0, 1)
     * @param telemetry of this process; closed with it
     */
    public Weir(
            Vertx vertx,
            KubernetesClient client,
            ControllerSettings operator,
            Settings settings,
            PrometheusMeterRegistry meters,
            InstantSource clock,
            DoubleSupplier jitter,
            Telemetry telemetry) {
        this.telemetry = telemetry;
        cache = new MetricCache(vertx, CacheSettings.defaults(), meters, clock, jitter, telemetry.tracing());
        controller = new Controller(vertx, client, cache, operator, meters, clock, telemetry.tracing());
        KedaMetrics keda = new KedaMetrics(
                controller::overview,
                Build.here(operator.version()),
                settings.telemetry().highCardinality());
        telemetry.tellOf(controller::overview);
        certificates = SecretIdentity.of(vertx, client, settings, operator, controller, clock, jitter, meters);
        doors = new Doors(
                        vertx,
                        settings,
                        cache.board(),
                        meters,
                        settings.telemetry().keda() ? keda : () -> "",
                        this::readiness,
                        clock,
                        operator.version(),
                        certificates.map(IdentitySource.class::cast))
                .explaining(controller::explain)
                .owning(controller::knows);
        settings.webhook().ifPresent(on -> doors.reviewing(controller.admission()));
    }

    /** Completes when the ports are open and everything in the cluster has been seen. */
    @Override
    public Future<Weir> start() {
        certificates.ifPresent(SecretIdentity::start);
        return doors.start().compose(open -> controller.start()).map(started -> this);
    }

    /** Lets requests in flight end, gives the Lease back, closes the sources. */
    @Override
    public Future<Void> stop() {
        return controller
                .stop()
                .eventually(() -> certificates.map(SecretIdentity::close).orElseGet(Future::succeededFuture))
                .eventually(doors::close)
                .eventually(cache::close)
                .eventually(telemetry::close);
    }

    public MetricCache cache() {
        return cache;
    }

    public Controller controller() {
        return controller;
    }

    @Override
    public Doors doors() {
        return doors;
    }

    private Readiness readiness() {
        return certificates
                .flatMap(SecretIdentity::notReady)
                .or(controller::notReady)
                .map(Readiness::no)
                .orElseGet(Readiness::yes);
    }
}
