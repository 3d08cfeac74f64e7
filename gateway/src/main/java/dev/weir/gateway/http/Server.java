package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.shareddata.Counter;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One listening port, served by one HTTP server on each of several event loops. */
public final class Server {

    private static final Duration LONGEST_NOTICE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final HttpServerOptions options;
    private final String deployment;
    private final HttpServer any;
    private final Queue<Listener> listeners;
    private final Duration notice;

    private Server(
            Vertx vertx, HttpServerOptions options, String deployment, Queue<Listener> listeners, Duration notice) {
        this.vertx = vertx;
        this.options = options;
        this.deployment = deployment;
        this.any = Objects.requireNonNull(listeners.element().server);
        this.listeners = listeners;
        this.notice = notice;
    }

    /**
     * Listens.
     *
     * @param loops how many event loops take connections
     * @param connections counts connections and refuses those above its limit
     * @param routes makes what answers on one event loop, whose state then has one owner
     */
    public static Future<Server> start(
            Vertx vertx,
            HttpServerOptions options,
            Limits limits,
            int loops,
            ConnectionLimit connections,
            Function<Context, Routes> routes) {
        Queue<Listener> listeners = new ConcurrentLinkedQueue<>();
        return port(vertx, options.getPort())
                .compose(port -> vertx.deployVerticle(
                        () -> new Listener(
                                new HttpServerOptions(options).setPort(port), limits, connections, routes, listeners),
                        new DeploymentOptions().setInstances(loops)))
                .map(deployment -> new Server(vertx, options, deployment, listeners, notice(limits)));
    }

    /**
     * What Vert.x is to listen on. It shares one free port between servers that ask for the same negative number; servers
     * that are not each other's loops must not ask for the same one.
     */
    private static Future<Integer> port(Vertx vertx, int wanted) {
        return wanted != 0
                ? Future.succeededFuture(wanted)
                : vertx.sharedData()
                        .getLocalCounter("weir.http.free-ports")
                        .compose(Counter::incrementAndGet)
                        .map(number -> (int) -number);
    }

    public int port() {
        return any.actualPort();
    }

    /** Shows another certificate to new connections; open ones live on. If it fails, the old one stays. */
    Future<Boolean> identity(KeyCertOptions identity) {
        return any.updateSSLOptions(ServerOptions.reloaded(identity, options));
    }

    /** A part of the grace in which clients hear of the end before it begins. */
    private static Duration notice(Limits limits) {
        Duration tenth = limits.shutdownGrace().dividedBy(10);
        return tenth.compareTo(LONGEST_NOTICE) < 0 ? tenth : LONGEST_NOTICE;
    }

    /**
     * Tells who is connected that the end is near, then takes no more connections, lets requests in flight end within the grace,
     * and closes.
     */
    public Future<Void> close() {
        return Future.join(listeners.stream().map(Listener::farewell).toList())
                .compose(told -> told.<Boolean>list().contains(true)
                        ? vertx.timer(notice.toMillis() + 1, TimeUnit.MILLISECONDS)
                                .mapEmpty()
                        : Future.succeededFuture())
                .eventually(() -> vertx.undeploy(deployment))
                .mapEmpty();
    }

    private static final class Listener extends VerticleBase {

        private final HttpServerOptions options;
        private final Limits limits;
        private final ConnectionLimit connections;
        private final Function<Context, Routes> routes;
        private final Queue<Listener> started;
        private final Farewell farewell = new Farewell();
        private final Arriving arriving = new Arriving();
        private Shortcut shortcut = Shortcut.NONE;
        private @Nullable HttpServer server;

        Listener(
                HttpServerOptions options,
                Limits limits,
                ConnectionLimit connections,
                Function<Context, Routes> routes,
                Queue<Listener> started) {
            this.options = options;
            this.limits = limits;
            this.connections = connections;
            this.routes = routes;
            this.started = started;
        }

        @Override
        public Future<?> start() {
            Routes mine = routes.apply(context);
            shortcut = farewell.before(mine.shortcut());
            HttpServer made = vertx.createHttpServer(options)
                    .connectionHandler(this::accept)
                    .invalidRequestHandler(new NoRequest(limits.headerBytes(), connections.closed()))
                    .requestHandler(arriving.before(farewell.before(mine.handler())));
            server = made;
            return made.listen().onSuccess(listening -> started.add(this));
        }

        private void accept(HttpConnection connection) {
            farewell.came(connection);
            connections.accept(connection, limits, arriving, shortcut, () -> farewell.left(connection));
        }

        /** Whether anybody is connected. */
        Future<Boolean> farewell() {
            Promise<Boolean> said = Promise.promise();
            context.runOnContext(here -> said.complete(farewell.say()));
            return said.future();
        }

        @Override
        public Future<?> stop() {
            return Objects.requireNonNull(server)
                    .shutdown(limits.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
