package dev.weir.jmh.baseline;

import dev.weir.gateway.config.Limits;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.Identity;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.ServerOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request with the bytes of a file, as {@code application/json}, on a free loopback port: TLS, HTTP/2 and
 * limits as the gateway has them by default.
 */
public final class BareServer extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(BareServer.class);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final Limits limits = Settings.defaults().limits();
    private final Identity identity;
    private final Buffer constant;
    private int port;

    private BareServer(Identity identity, Buffer constant) {
        this.identity = identity;
        this.constant = constant;
    }

    /** Serves the file that the only argument names until the process is ended. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        serve(vertx, Path.of(arguments[0]), InstantSource.system()).onComplete((server, fault) -> {
            if (fault == null) {
                LOG.info("Serving api=127.0.0.1:{}", server.port());
            } else {
                LOG.error("The bare server does not start: {}", fault.getMessage());
                System.exit(3);
            }
        });
    }

    /** Opens the port. */
    public static Future<BareServer> serve(Vertx vertx, Path body, InstantSource clock) {
        return vertx.fileSystem()
                .readFile(body.toString())
                .compose(constant ->
                        SelfSigned.make(vertx, clock.instant()).map(identity -> new BareServer(identity, constant)))
                .compose(server -> vertx.deployVerticle(server).map(server));
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        HttpServer server =
                vertx.createHttpServer(ServerOptions.of("127.0.0.1", 0, limits, Optional.of(identity.options())));
        return server.requestHandler(request -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .end(constant))
                .listen()
                .onSuccess(listening -> port = listening.actualPort());
    }
}
