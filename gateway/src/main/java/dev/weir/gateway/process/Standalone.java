package dev.weir.gateway.process;

import dev.weir.cache.MetricCache;
import dev.weir.controller.Closing;
import dev.weir.controller.ControllerSettings;
import dev.weir.controller.FolderController;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.prometheus.PolledAnswers;
import dev.weir.gateway.replicas.Replicas;
import dev.weir.gateway.telemetry.Build;
import dev.weir.gateway.telemetry.KedaMetrics;
import dev.weir.gateway.top.Top;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The process without a cluster: the objects are files, the sources and the metrics API are real. */
public final class Standalone implements Gateway {

    private final MetricCache cache;
    private final Sharing sharing;
    private final FolderController controller;
    private final Doors doors;
    private final Telemetry telemetry;
    private final Settings settings;
    private final Vertx vertx;
    private final Closing closing;
    private volatile boolean serving;
    private volatile boolean stopping;

    /**
     * A process over one folder.
     *
     * @param jitter numbers in [0, 1)
     * @param telemetry of this process; closed with it
     * @param replicas that share the polls, over folders of the same content
     */
    public Standalone(
            Vertx vertx,
            Path folder,
            ControllerSettings operator,
            Settings settings,
            PrometheusMeterRegistry meters,
            InstantSource clock,
            DoubleSupplier jitter,
            Telemetry telemetry,
            Optional<Replicas> replicas) {
        this.telemetry = telemetry;
        sharing = new Sharing(replicas);
        this.settings = settings;
        this.vertx = vertx;
        closing = new Closing("process", clock);
        cache = sharing.cache(vertx, meters, clock, jitter, telemetry);
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
                .showing(new Top(
                        cache::sources,
                        controller::top,
                        operator.leadership().identity(),
                        () -> false,
                        sharing::members))
                .owning(controller::knows)
                .knowing(new PolledAnswers(cache::questions, cache::quoted, clock));
    }

    @Override
    public Future<Standalone> start() {
        return doors.start()
                .compose(open -> sharing.join())
                .compose(joined -> controller.start())
                .onSuccess(started -> sharing.takePart())
                .map(started -> this)
                .onSuccess(started -> serving = true);
    }

    @Override
    public Future<Void> stop() {
        stopping = true;
        // Nobody was ever sent to one that has not started.
        Future<Void> delay = serving ? Stopping.pause(vertx, settings) : Future.succeededFuture();
        return closing.then("polls", Stopping.STEP, sharing::stepBack)
                .then("delay", Stopping.delay(settings), () -> delay)
                .then("doors", Stopping.doors(settings), doors::close)
                .then("operator", Stopping.OPERATOR, controller::stop)
                .then("sources", Stopping.STEP, cache::close)
                .then("replicas", Stopping.STEP, sharing::close)
                .then("telemetry", Stopping.TELEMETRY, telemetry::close)
                .run();
    }

    @Override
    public String ending() {
        return closing.step();
    }

    @Override
    public Doors doors() {
        return doors;
    }

    public MetricCache cache() {
        return cache;
    }

    private Readiness readiness() {
        if (stopping) {
            return Readiness.no("shutting down");
        }
        return controller.notReady().map(Readiness::no).orElseGet(Readiness::yes);
    }
}
