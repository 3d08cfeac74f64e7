package dev.weir.gateway.process;

import dev.weir.cache.MetricCache;
import dev.weir.controller.Closing;
import dev.weir.controller.Controller;
import dev.weir.controller.ControllerSettings;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.IdentitySource;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.prometheus.PolledAnswers;
import dev.weir.gateway.replicas.Replicas;
import dev.weir.gateway.telemetry.Build;
import dev.weir.gateway.telemetry.KedaMetrics;
import dev.weir.gateway.top.Top;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The process, wired by hand: cache, operator, servers. The servers open first and say "not ready"; then the operator fills
 * the board. In the end the Lease is given back first, so that another replica writes soon; the servers close before what they
 * serve.
 */
public final class Weir implements Gateway {

    private final MetricCache cache;
    private final Sharing sharing;
    private final Controller controller;
    private final Optional<SecretIdentity> certificates;
    private final Optional<ApiAccess> access;
    private final Doors doors;
    private final Telemetry telemetry;
    private final Settings settings;
    private final Vertx vertx;
    private final Closing closing;
    private volatile boolean serving;
    private volatile boolean stopping;

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
        this(vertx, client, operator, settings, meters, clock, jitter, telemetry, Optional.empty());
    }

    /** The same, which shares its polls with other replicas. */
    public Weir(
            Vertx vertx,
            KubernetesClient client,
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
                .showing(new Top(
                        cache::sources,
                        controller::top,
                        operator.leadership().identity(),
                        controller::leading,
                        sharing::members))
                .owning(controller::knows)
                .knowing(new PolledAnswers(cache::questions, cache::quoted, clock));
        access = ApiAccess.of(vertx, client, settings, clock, meters);
        access.ifPresent(guard -> doors.guarded(guard.access()));
        settings.webhook().ifPresent(on -> doors.reviewing(controller.admission()));
    }

    /** Completes when the ports are open and everything in the cluster has been seen. */
    @Override
    public Future<Weir> start() {
        certificates.ifPresent(SecretIdentity::start);
        access.ifPresent(ApiAccess::start);
        return doors.start()
                .compose(open -> sharing.join())
                .compose(joined -> controller.start())
                .onSuccess(started -> sharing.takePart())
                .map(started -> this)
                .onSuccess(started -> serving = true);
    }

    /** Gives the Lease back, lets requests in flight end, closes the sources; bounded in all, never fails. */
    @Override
    public Future<Void> stop() {
        stopping = true;
        // Nobody was ever sent to one that has not started.
        Future<Void> delay = serving ? Stopping.pause(vertx, settings) : Future.succeededFuture();
        return closing.then("lease", Stopping.LEASE, controller::resign)
                .then("polls", Stopping.STEP, sharing::stepBack)
                .then("delay", Stopping.delay(settings), () -> delay)
                .then("doors", Stopping.doors(settings), doors::close)
                .then(
                        "access",
                        Stopping.STEP,
                        () -> access.map(ApiAccess::close).orElseGet(Future::succeededFuture))
                .then("operator", Stopping.OPERATOR, controller::stop)
                .then(
                        "certificates",
                        Stopping.STEP,
                        () -> certificates.map(SecretIdentity::close).orElseGet(Future::succeededFuture))
                .then("sources", Stopping.STEP, cache::close)
                .then("replicas", Stopping.STEP, sharing::close)
                .then("telemetry", Stopping.TELEMETRY, telemetry::close)
                .run();
    }

    public MetricCache cache() {
        return cache;
    }

    public Controller controller() {
        return controller;
    }

    @Override
    public String ending() {
        return closing.step();
    }

    @Override
    public Doors doors() {
        return doors;
    }

    private Readiness readiness() {
        if (stopping) {
            return Readiness.no("shutting down");
        }
        return certificates
                .flatMap(SecretIdentity::notReady)
                .or(() -> access.flatMap(ApiAccess::notReady))
                .or(controller::notReady)
                .map(Readiness::no)
                .orElseGet(Readiness::yes);
    }
}
