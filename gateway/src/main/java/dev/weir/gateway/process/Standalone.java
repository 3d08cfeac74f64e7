package dev.weir.gateway.process;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.MetricCache;
import dev.weir.controller.ControllerSettings;
import dev.weir.controller.FolderController;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.telemetry.Build;
import dev.weir.gateway.telemetry.KedaMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/** The process without a cluster: the objects are files, the sources and the metrics API are real. */
public final class Standalone implements Gateway {

    private final MetricCache cache;
    private final FolderController controller;
    private final Doors doors;
    private final Telemetry telemetry;

    /**
     * A process over one folder.
     *
     * @param jitter numbers in [0, 1)
     * @param telemetry of this process; closed with it
     */
    public Standalone(
            Vertx vertx,
            Path folder,
            ControllerSettings operator,
            Settings settings,
            PrometheusMeterRegistry meters,
            InstantSource clock,
            DoubleSupplier jitter,
            Telemetry telemetry) {
        this.telemetry = telemetry;
        cache = new MetricCache(vertx, CacheSettings.defaults(), meters, clock, jitter, telemetry.tracing());
        controller = new FolderController(vertx, folder, cache, operator, meters, clock);
        KedaMetrics keda = new KedaMetrics(
                controller::overview,
                Build.here(operator.version()),
                settings.telemetry().highCardinality());
        telemetry.tellOf(controller::overview);
        doors = new Doors(
                        vertx,
                        settings,
                        cache.board(),
                        meters,
                        settings.telemetry().keda() ? keda : () -> "",
                        this::readiness,
                        clock,
                        operator.version())
                .explaining(controller::explain)
                .owning(controller::knows);
    }

    @Override
    public Future<Standalone> start() {
        return doors.start().compose(open -> controller.start()).map(started -> this);
    }

    @Override
    public Future<Void> stop() {
        return controller
                .stop()
                .eventually(doors::close)
                .eventually(cache::close)
                .eventually(telemetry::close);
    }

    @Override
    public Doors doors() {
        return doors;
    }

    public MetricCache cache() {
        return cache;
    }

    private Readiness readiness() {
        return controller.notReady().map(Readiness::no).orElseGet(Readiness::yes);
    }
}
