package dev.weir.jmh.baseline;

import dev.weir.gateway.config.Limits;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.Identity;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.ServerOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request with the bytes of a file, as {@code application/json}, on a free loopback port: TLS, HTTP/2 and
 * limits as the gateway has them by default. Behind an API server it also answers for its group of APIs, which is asked for
 * every now and then.
 */
public final class BareServer extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(BareServer.class);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final Limits limits = Settings.defaults().limits();
    private final Identity identity;
    private final Buffer constant;
    private final Optional<String> group;
    private int port;

    private BareServer(Identity identity, Buffer constant, Optional<String> group) {
        this.group = group;
        this.identity = identity;
        this.constant = constant;
    }

    /** Serves the file that the first argument names until the process is ended; the second, if any, is its group. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        serve(vertx, Path.of(arguments[0]), group(arguments), InstantSource.system())
                .onComplete((server, fault) -> {
                    if (fault == null) {
                        LOG.info("Serving api=127.0.0.1:{}", server.port());
                    } else {
                        LOG.error("The bare server does not start: {}", fault.getMessage());
                        System.exit(3);
                    }
                });
    }

    private static Optional<String> group(String[] arguments) {
        return Arrays.stream(arguments).skip(1).findFirst();
    }

    /** Opens the port. */
    public static Future<BareServer> serve(Vertx vertx, Path body, Optional<String> group, InstantSource clock) {
        return vertx.fileSystem()
                .readFile(body.toString())
                .compose(constant -> SelfSigned.make(vertx, clock.instant())
                        .map(identity -> new BareServer(identity, constant, group)))
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
        return server.requestHandler(group.map(this::discovered).orElse(this::answer))
                .listen()
                .onSuccess(listening -> port = listening.actualPort());
    }

    private void answer(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(constant);
    }

    private Handler<HttpServerRequest> discovered(String group) {
        String version = group + "/v1beta1";
        String path = "/apis/" + version;
        Buffer nothing = Buffer.buffer("{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\""
                + version + "\",\"resources\":[]}");
        return request -> {
            if (request.uri().startsWith(path + "/namespaces/")) {
                answer(request);
            } else if (request.uri().equals(path)) {
                request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(nothing);
            } else {
                request.response().setStatusCode(404).end();
            }
        };
    }
}
