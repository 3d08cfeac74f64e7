package dev.weir.gateway.access;

import dev.weir.gateway.config.AccessSettings;
import dev.weir.gateway.http.Routes;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets those read whom the API server of the cluster lets read: a proxy with its certificate says who asks, or a certificate
 * of the caller's own, or a token; then rights are asked for. Any thread.
 */
public final class ClusterAccess implements Access {

    private static final long SWEEP_MILLIS = 60_000;

    private final Vertx vertx;
    private final InstantSource clock;
    private final FollowedTrust trust;
    private final Rights rights;
    private final Tokens tokens;
    private final OpenPaths open;
    private final AccessTally tally;
    private final int mostWaiting;

    /** Of a thread's event loops, which share what they know of connections. */
    private final ThreadLocal<Peers> peers;

    private long sweeping;

    /**
     * Over the client of a cluster, and others that are asked if settings say so; not started yet.
     *
     * @param client watches what the cluster says of authorities
     * @param authentication where tokens are shown
     * @param authorization where rights are asked for
     * @param salt of this process, which nobody can guess
     */
    public ClusterAccess(
            Vertx vertx,
            KubernetesClient client,
            KubernetesClient authentication,
            KubernetesClient authorization,
            AccessSettings settings,
            byte[] salt,
            InstantSource clock,
            MeterRegistry meters) {
        this(
                vertx,
                new FollowedTrust(vertx, client, settings.trust()),
                new ApiReviews(
                        vertx, authentication, authorization, settings.bounds().timeout()),
                settings,
                salt,
                clock,
                meters);
    }

    ClusterAccess(
            Vertx vertx,
            FollowedTrust trust,
            Reviews reviews,
            AccessSettings settings,
            byte[] salt,
            InstantSource clock,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.clock = clock;
        this.trust = trust;
        int underWay = settings.bounds().underWay();
        Outage outage = new Outage(settings.lives().outage(), clock, meters);
        this.rights = new Rights(
                reviews, new ReviewGate("rights", underWay, outage, meters), outage, settings, clock, meters);
        this.tokens = new Tokens(
                reviews,
                new ReviewGate("tokens", underWay, outage, meters),
                outage,
                rights,
                settings,
                salt,
                clock,
                meters);
        this.open = new OpenPaths(settings.open());
        this.tally = new AccessTally(meters);
        this.mostWaiting = settings.bounds().waiting();
        this.peers = ThreadLocal.withInitial(() -> new Peers(trust::current, rights));
    }

    /** Begins to follow whose word counts; waits for nothing. */
    public void start() {
        trust.start();
        sweeping = vertx.setPeriodic(SWEEP_MILLIS, due -> {
            rights.sweep();
            tokens.sweep();
        });
    }

    public Future<Void> close() {
        vertx.cancelTimer(sweeping);
        trust.close();
        return Future.succeededFuture();
    }

    /** Why nobody should be sent here, because it is not known whose word counts. */
    public Optional<String> notReady() {
        return trust.notReady();
    }

    @Override
    public Handler<HttpServerRequest> before(Context loop, Handler<HttpServerRequest> next) {
        return new Guard(this, loop, peers.get(), Terms.ofApi(open), next);
    }

    @Override
    public Routes before(Context loop, Routes next) {
        return new Routes(before(loop, next.handler()), new GuardedShortcut(this, peers.get(), next.shortcut()));
    }

    @Override
    public Access ofPaths(String root, Refused refused) {
        return new Paths(Terms.ofPaths(root, refused));
    }

    @Override
    public Optional<TrustManager> certificates() {
        return Optional.of(new AnyCertificate(() -> trust.current().issuers()));
    }

    @Override
    public Caller caller(HttpServerRequest request) {
        Visitor shown = shown(peers.get(), request, clock.millis());
        if (shown != null) {
            return shown.caller();
        }
        String token = Tokens.in(request.getHeader("Authorization"));
        return token == null
                ? Caller.ANONYMOUS
                : tokens.last(tokens.digest(token)).map(Visitor::caller).orElse(Caller.ANONYMOUS);
    }

    /** Whom the connection of a request names, or its headers if they count there; or null. On the request's event loop. */
    @Nullable
    Visitor shown(Peers known, HttpServerRequest request, long nowMillis) {
        return shown(known, request.connection(), request.headers()::forEach, nowMillis);
    }

    /** @param headers hands over each header with its name */
    @Nullable
    Visitor shown(
            Peers known, HttpConnection connection, Consumer<BiConsumer<String, String>> headers, long nowMillis) {
        Peer peer = known.of(connection, nowMillis);
        if (peer.isProxy()) {
            Heard heard = known.heard(peer);
            headers.accept(heard);
            Visitor named = peer.named(heard, rights);
            if (named != null) {
                return named;
            }
        }
        return peer.own();
    }

    Rights rights() {
        return rights;
    }

    Tokens tokens() {
        return tokens;
    }

    AccessTally tally() {
        return tally;
    }

    InstantSource clock() {
        return clock;
    }

    int mostWaiting() {
        return mostWaiting;
    }

    /** The same people, asked for other rights. */
    private final class Paths implements Access {

        private final Terms terms;

        Paths(Terms terms) {
            this.terms = terms;
        }

        @Override
        public Handler<HttpServerRequest> before(Context loop, Handler<HttpServerRequest> next) {
            return new Guard(ClusterAccess.this, loop, peers.get(), terms, next);
        }

        @Override
        public Optional<TrustManager> certificates() {
            return ClusterAccess.this.certificates();
        }

        @Override
        public Caller caller(HttpServerRequest request) {
            return ClusterAccess.this.caller(request);
        }
    }
}
