package dev.weir.gateway.process;

import dev.weir.cache.board.MetricBoard;
import dev.weir.controller.review.Admission;
import dev.weir.gateway.access.Access;
import dev.weir.gateway.config.AccessSettings.Mode;
import dev.weir.gateway.config.InvalidSettingsException;
import dev.weir.gateway.config.Loopback;
import dev.weir.gateway.config.PrometheusSettings;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.config.TlsSettings;
import dev.weir.gateway.config.WebhookSettings;
import dev.weir.gateway.explain.ExplainRoute;
import dev.weir.gateway.explain.Explaining;
import dev.weir.gateway.external.Elsewhere;
import dev.weir.gateway.external.ExternalMetrics;
import dev.weir.gateway.http.ConnectionLimit;
import dev.weir.gateway.http.HealthRoutes;
import dev.weir.gateway.http.IdentityReload;
import dev.weir.gateway.http.IdentitySource;
import dev.weir.gateway.http.MetricsRoute;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.http.Routes;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.Server;
import dev.weir.gateway.http.ServerOptions;
import dev.weir.gateway.http.ShownIdentity;
import dev.weir.gateway.http.StatusReply;
import dev.weir.gateway.passthrough.PassThrough;
import dev.weir.gateway.prometheus.KnownAnswers;
import dev.weir.gateway.prometheus.PrometheusDoor;
import dev.weir.gateway.top.Top;
import dev.weir.gateway.top.TopRoute;
import dev.weir.gateway.webhook.ReviewBodies;
import dev.weir.gateway.webhook.ReviewRoute;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
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

    /** Fast rather than small: the network is seldom what is short. */
    private static final int PACKING_LEVEL = 1;

    private static final int PACKED_BYTES = 1_400;

    private final Vertx vertx;
    private final Settings settings;
    private final ExternalMetrics external;
    private final PrometheusMeterRegistry meters;
    private final Supplier<String> more;
    private final Supplier<Readiness> readiness;
    private final String version;
    private final InstantSource clock;
    private final Optional<IdentitySource> identities;
    private final ConnectionLimit healthConnections;
    private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();
    private final Deque<Supplier<Future<Void>>> closingLast = new ArrayDeque<>();
    private final Optional<PassThrough> adapter;
    private BiPredicate<String, String> ours = (namespace, name) -> false;
    private Explaining explaining = Explaining.NOBODY;
    private Top top = Top.NOTHING;
    private Access access = Access.OPEN;
    private KnownAnswers known = KnownAnswers.NONE;
    private @Nullable Admission admission;
    private int apiPort;
    private int webhookPort;
    private int prometheusPort;
    private int healthPort;

    /** With the certificate that the settings name. */
    public Doors(
            Vertx vertx,
            Settings settings,
            MetricBoard board,
            PrometheusMeterRegistry meters,
            Supplier<String> more,
            Supplier<Readiness> readiness,
            InstantSource clock,
            String version) {
        this(vertx, settings, board, meters, more, readiness, clock, version, Optional.empty());
    }

    /**
     * With a certificate of this source, if there is one.
     *
     * @param more Prometheus text that {@code /metrics} shows beside the meters; asked on a worker
     * @param readiness asked on event loops for every {@code /readyz}; must not block
     * @param own where the certificate comes from, if not from where the settings say
     */
    public Doors(
            Vertx vertx,
            Settings settings,
            MetricBoard board,
            PrometheusMeterRegistry meters,
            Supplier<String> more,
            Supplier<Readiness> readiness,
            InstantSource clock,
            String version,
            Optional<IdentitySource> own) {
        this.vertx = vertx;
        this.identities = own.or(() -> identities(vertx, settings.api().tls(), clock, meters));
        this.settings = settings;
        this.clock = clock;
        this.external = new ExternalMetrics(board, settings.limits(), clock, meters);
        this.adapter = settings.passThrough()
                .map(given -> new PassThrough(vertx, given, UUID.randomUUID().toString(), clock, meters));
        this.meters = meters;
        this.more = more;
        this.readiness = readiness;
        this.version = version;
        this.healthConnections = new ConnectionLimit("health", settings.limits().connections(), meters);
    }

    /** Has these doors explain objects; before the start only. It is asked on workers, a few times at once. */
    public Doors explaining(Explaining answers) {
        explaining = answers;
        return this;
    }

    /** Has these doors show everything in short; before the start only. It is asked on workers. */
    public Doors showing(Top everything) {
        top = everything;
        return this;
    }

    /**
     * Has the API let only those in whom this lets through, and the port of shared Prometheus queries where it is guarded; before
     * the start only.
     *
     * @throws InvalidSettingsException if credentials that are shown to us would be passed on
     */
    public Doors guarded(Access guard) {
        access = guard;
        settings.prometheus()
                .filter(port -> asking(port) != Access.OPEN)
                .flatMap(PrometheusSettings::problem)
                .ifPresent(problem -> {
                    throw new InvalidSettingsException(List.of(problem));
                });
        return this;
    }

    /** Who may put queries. */
    private Access asking(PrometheusSettings port) {
        return port.guarded() ? access : Access.OPEN;
    }

    /**
     * Has these doors pass on no request for a metric of an object that is ours; before the start only.
     *
     * @param known whether there is an object of this namespace and name; asked on event loops, must not block
     */
    public Doors owning(BiPredicate<String, String> known) {
        ours = known;
        return this;
    }

    /** Has these doors ask for reviews, where the settings name a port for them; before the start only. */
    Doors reviewing(Admission reviews) {
        admission = reviews;
        return this;
    }

    /** Has these doors answer Prometheus queries from what is polled; before the start only. Asked on one event loop. */
    public Doors knowing(KnownAnswers answers) {
        known = answers;
        return this;
    }

    /** Opens the ports; if one cannot be opened, those already open are closed again. */
    public Future<Doors> start() {
        return health(settings.health().bind(), settings.health().port())
                .onSuccess(server -> healthPort = server.port())
                .onSuccess(server -> warn())
                .compose(opened -> probes())
                .compose(opened -> adapter())
                .compose(opened -> identity())
                .compose(identity ->
                        api(identity).compose(opened -> webhook(identity)).compose(opened -> prometheus(identity)))
                .map(opened -> this)
                .recover(fault -> close().transform(closed -> Future.failedFuture(fault)));
    }

    /** What nobody should find out by himself. */
    private void warn() {
        String bind = settings.api().bind();
        if (access == Access.OPEN && !Loopback.is(bind)) {
            LOG.warn("anybody who reaches {} may read metrics, because access is open: give access=cluster", bind);
        }
        settings.prometheus()
                .filter(port -> asking(port) == Access.OPEN && !Loopback.is(port.bind()))
                .ifPresent(port -> LOG.warn(
                        "anybody who reaches {} may put queries to Prometheus, as at a Prometheus itself: let a"
                                + " NetworkPolicy say who does, or give prometheus-access=cluster",
                        port.bind()));
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

    /** The port of shared Prometheus queries; 0 if there is none. */
    public int prometheusPort() {
        return prometheusPort;
    }

    /**
     * Takes no more connections, lets requests in flight end within the grace: first all doors together, then health. Closing
     * twice is allowed.
     */
    public Future<Void> close() {
        return together(closing).transform(closed -> together(closingLast));
    }

    private static Future<Void> together(Deque<Supplier<Future<Void>>> all) {
        List<Future<Void>> ends = all.stream().map(Supplier::get).toList();
        all.clear();
        return Future.join(ends).mapEmpty();
    }

    private static Optional<IdentitySource> identities(
            Vertx vertx, TlsSettings tls, InstantSource clock, PrometheusMeterRegistry meters) {
        if (tls instanceof TlsSettings.Plain) {
            return Optional.empty();
        }
        if (tls instanceof TlsSettings.Pem files) {
            return Optional.of(new IdentityReload(vertx, files, meters));
        }
        LOG.info("no certificate is given: one is made that clients cannot check");
        return Optional.of(SelfSigned.source(vertx, clock.instant()));
    }

    private Future<Server> health(String bind, int port) {
        return Server.start(
                        vertx,
                        // By HTTP/1.1 only: where both are spoken in the clear, nothing is counted before a request.
                        ServerOptions.of(bind, port, settings.limits(), Optional.empty())
                                .setHttp2ClearTextEnabled(false),
                        settings.limits(),
                        1,
                        healthConnections,
                        loop -> Routes.of(
                                health(request -> StatusReply.notFound().send(request))))
                .onSuccess(server -> closingLast.push(server::close));
    }

    private HealthRoutes health(Handler<HttpServerRequest> next) {
        return new HealthRoutes(readiness, version, new MetricsRoute(vertx, () -> meters.scrape() + more.get(), next));
    }

    /** A second port of the same, for who asks for health elsewhere than for metrics, as KEDA's manifests do. */
    private Future<Void> probes() {
        return settings.health()
                .probes()
                .map(address -> health(address.bind(), address.port()).<Void>mapEmpty())
                .orElse(Future.succeededFuture());
    }

    /** One that is down keeps no door shut. */
    private Future<Void> adapter() {
        if (adapter.isEmpty()) {
            return Future.succeededFuture();
        }
        PassThrough other = adapter.get();
        external.or(new Elsewhere(other, access, ours));
        closing.push(other::close);
        return other.start();
    }

    /** What all TLS ports show; it changes for all of them at once. */
    private Future<Optional<ShownIdentity>> identity() {
        return identities
                .map(source -> source.first().map(first -> {
                    ShownIdentity shown = new ShownIdentity(vertx, first);
                    Runnable end = source.follow(shown);
                    closing.push(() -> {
                        end.run();
                        return Future.succeededFuture();
                    });
                    return Optional.of(shown);
                }))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> api(Optional<ShownIdentity> identity) {
        return identity.map(shown -> shown.open(pem -> api(settings.api().port(), Optional.of(pem))))
                .orElseGet(() -> api(settings.api().port(), Optional.<KeyCertOptions>empty()))
                .map(server -> {
                    closing.push(server::close);
                    apiPort = server.port();
                    return null;
                });
    }

    private Future<Server> api(int port, Optional<KeyCertOptions> pem) {
        ExplainRoute explain = new ExplainRoute(vertx, explaining);
        TopRoute tops = new TopRoute(vertx, top, this::gets, clock, version);
        HttpServerOptions options = ServerOptions.secured(
                ServerOptions.of(settings.api().bind(), port, settings.limits(), pem), settings.tlsRules());
        access.certificates().ifPresent(looking -> ServerOptions.asking(options, looking));
        return Server.start(
                vertx,
                options,
                settings.limits(),
                settings.api().loops(),
                new ConnectionLimit("api", settings.limits().connections(), meters),
                loop -> access.before(
                        loop,
                        external.on(
                                loop,
                                health(explain.before(tops.before(
                                        request -> StatusReply.notFound().send(request)))))));
    }

    /** How often metrics have been read. */
    private double gets() {
        return meters.find("weir.external.requests").functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    /** Always by TLS: the settings refuse it in the clear. */
    private Future<Void> webhook(Optional<ShownIdentity> identity) {
        Admission reviews = admission;
        if (settings.webhook().isEmpty() || reviews == null || identity.isEmpty()) {
            return Future.succeededFuture();
        }
        WebhookSettings where = settings.webhook().get();
        return identity.get().open(pem -> webhook(where, reviews, pem)).map(server -> {
            closing.push(server::close);
            webhookPort = server.port();
            LOG.info("Reviewing webhook={}:{}", where.bind(), webhookPort);
            return null;
        });
    }

    private Future<Server> webhook(WebhookSettings where, Admission reviews, KeyCertOptions pem) {
        ReviewBodies bodies = new ReviewBodies(vertx, meters);
        return Server.start(
                vertx,
                ServerOptions.secured(
                        ServerOptions.of(where.bind(), where.port(), settings.limits(), Optional.of(pem)),
                        settings.tlsRules()),
                settings.limits(),
                1,
                new ConnectionLimit("webhook", settings.limits().connections(), meters),
                loop -> Routes.of(new ReviewRoute(
                        reviews::review,
                        bodies,
                        new HealthRoutes(
                                readiness,
                                version,
                                request -> StatusReply.notFound().send(request)))));
    }

    private Future<Void> prometheus(Optional<ShownIdentity> identity) {
        if (settings.prometheus().isEmpty()) {
            return Future.succeededFuture();
        }
        PrometheusSettings where = settings.prometheus().get();
        if (access == Access.OPEN && where.access().equals(Optional.of(Mode.CLUSTER))) {
            return Future.failedFuture(new InvalidSettingsException(List.of(
                    "prometheus-access=cluster: the API server is not asked about callers here; that takes a cluster, and"
                            + " access=cluster")));
        }
        PrometheusDoor door = new PrometheusDoor(vertx, where, asking(where), known, clock, meters);
        closing.push(door::close);
        return identity.filter(shown -> !where.plain())
                .map(shown -> shown.open(pem -> prometheus(where, door, Optional.of(pem))))
                .orElseGet(() -> prometheus(where, door, Optional.<KeyCertOptions>empty()))
                .map(server -> {
                    closing.push(server::close);
                    prometheusPort = server.port();
                    LOG.info("Sharing queries prometheus={}:{}", where.bind(), prometheusPort);
                    return null;
                });
    }

    /** One loop, which owns all that is shared. */
    private Future<Server> prometheus(PrometheusSettings where, PrometheusDoor door, Optional<KeyCertOptions> pem) {
        HttpServerOptions options = ServerOptions.secured(
                        ServerOptions.of(where.bind(), where.port(), settings.limits(), pem), settings.tlsRules())
                .setCompressionSupported(true)
                .setCompressionLevel(PACKING_LEVEL)
                .setCompressionContentSizeThreshold(PACKED_BYTES);
        asking(where).certificates().ifPresent(looking -> ServerOptions.asking(options, looking));
        return Server.start(
                vertx,
                options,
                settings.limits(),
                1,
                new ConnectionLimit("prometheus", settings.limits().connections(), meters),
                loop -> Routes.of(new HealthRoutes(readiness, version, door.on(loop))));
    }
}
