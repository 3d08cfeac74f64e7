package dev.weir.gateway.process;

import dev.weir.cache.board.MetricBoard;
import dev.weir.controller.review.Admission;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.config.TlsSettings;
import dev.weir.gateway.config.WebhookSettings;
import dev.weir.gateway.external.ExternalMetrics;
import dev.weir.gateway.http.ConnectionLimit;
import dev.weir.gateway.http.HealthRoutes;
import dev.weir.gateway.http.Identity;
import dev.weir.gateway.http.IdentityReload;
import dev.weir.gateway.http.MetricsRoute;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.Server;
import dev.weir.gateway.http.ServerOptions;
import dev.weir.gateway.http.StatusReply;
import dev.weir.gateway.webhook.ReviewBodies;
import dev.weir.gateway.webhook.ReviewRoute;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All servers over one board. The health port opens first, so that it can say "not ready"; it closes last.
 *
 * <p>Made, started and closed by one caller, one after the other.
 */
public final class Doors {

    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final Vertx vertx;
    private final Settings settings;
    private final ExternalMetrics external;
    private final PrometheusMeterRegistry meters;
    private final Supplier<String> more;
    private final Supplier<Readiness> readiness;
    private final String version;
    private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();
    private @Nullable Admission admission;
    private int apiPort;
    private int webhookPort;
    private int healthPort;

    /**
     * @param more Prometheus text that {@code /metrics} shows beside the meters; asked on a worker
     * @param readiness asked on event loops for every {@code /readyz}; must not block
     */
    public Doors(
            Vertx vertx,
            Settings settings,
            MetricBoard board,
            PrometheusMeterRegistry meters,
            Supplier<String> more,
            Supplier<Readiness> readiness,
            InstantSource clock,
            String version) {
        this.vertx = vertx;
        this.settings = settings;
        this.external = new ExternalMetrics(board, settings.limits(), clock, meters);
        this.meters = meters;
        this.more = more;
        this.readiness = readiness;
        this.version = version;
    }

    /** Has these doors ask for reviews, where the settings name a port for them; before the start only. */
    Doors reviewing(Admission reviews) {
        admission = reviews;
        return this;
    }

    /** Opens the ports; if one cannot be opened, those already open are closed again. */
    public Future<Doors> start() {
        return health().compose(opened -> identity())
                .compose(identity -> api(identity).compose(opened -> webhook(identity)))
                .map(opened -> this)
                .recover(fault -> close().transform(closed -> Future.failedFuture(fault)));
    }

    /** The port of the external metrics API. */
    public int apiPort() {
        return apiPort;
    }

    /** The plain port of health and metrics. */
    public int healthPort() {
        return healthPort;
    }

    /** The port at which the API server asks; 0 if it does not. */
    public int webhookPort() {
        return webhookPort;
    }

    /** Takes no more connections, lets requests in flight end within the grace. Closing twice is allowed. */
    public Future<Void> close() {
        Supplier<Future<Void>> next = closing.poll();
        return next == null ? Future.succeededFuture() : next.get().eventually(this::close);
    }

    private Future<Void> health() {
        return Server.start(
                        vertx,
                        ServerOptions.of(
                                settings.health().bind(),
                                settings.health().port(),
                                settings.limits(),
                                Optional.empty()),
                        settings.limits(),
                        1,
                        new ConnectionLimit("health", settings.limits().connections(), meters),
                        loop -> new HealthRoutes(
                                readiness,
                                version,
                                new MetricsRoute(
                                        vertx,
                                        () -> meters.scrape() + more.get(),
                                        request -> StatusReply.notFound().send(request))))
                .map(server -> {
                    closing.push(server::close);
                    healthPort = server.port();
                    return null;
                });
    }

    private Future<Optional<Identity>> identity() {
        TlsSettings tls = settings.api().tls();
        if (tls instanceof TlsSettings.Plain) {
            return Future.succeededFuture(Optional.empty());
        }
        if (tls instanceof TlsSettings.Pem files) {
            return Identity.read(vertx, files.certificate(), files.key()).map(Optional::of);
        }
        LOG.info("no certificate is given: one is made that clients cannot check");
        return SelfSigned.make(vertx).map(Optional::of);
    }

    private Future<Void> api(Optional<Identity> identity) {
        Optional<? extends KeyCertOptions> options = identity.map(Identity::options);
        return Server.start(
                        vertx,
                        ServerOptions.of(settings.api().bind(), settings.api().port(), settings.limits(), options),
                        settings.limits(),
                        settings.api().loops(),
                        new ConnectionLimit("api", settings.limits().connections(), meters),
                        loop -> external.on(
                                loop,
                                new HealthRoutes(
                                        readiness,
                                        version,
                                        request -> StatusReply.notFound().send(request))))
                .map(server -> {
                    closing.push(server::close);
                    apiPort = server.port();
                    identity.ifPresent(shown -> watch(shown, server));
                    return null;
                });
    }

    private Future<Void> webhook(Optional<Identity> identity) {
        Admission reviews = admission;
        if (settings.webhook().isEmpty() || reviews == null) {
            return Future.succeededFuture();
        }
        WebhookSettings where = settings.webhook().get();
        ReviewBodies bodies = new ReviewBodies(vertx, meters);
        return Server.start(
                        vertx,
                        ServerOptions.of(
                                where.bind(), where.port(), settings.limits(), identity.map(Identity::options)),
                        settings.limits(),
                        1,
                        new ConnectionLimit("webhook", settings.limits().connections(), meters),
                        loop -> new ReviewRoute(
                                reviews::review,
                                bodies,
                                new HealthRoutes(
                                        readiness,
                                        version,
                                        request -> StatusReply.notFound().send(request))))
                .map(server -> {
                    closing.push(server::close);
                    webhookPort = server.port();
                    identity.ifPresent(shown -> watch(shown, server));
                    LOG.info("Reviewing webhook={}:{}", where.bind(), webhookPort);
                    return null;
                });
    }

    private void watch(Identity shown, Server server) {
        if (settings.api().tls() instanceof TlsSettings.Pem files) {
            IdentityReload reload = IdentityReload.start(vertx, files, shown, server, meters);
            closing.push(() -> {
                reload.close();
                return Future.succeededFuture();
            });
        }
    }
}
