package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.testing.Eventually;
import dev.weir.scalers.upstream.ProtoWriter;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that names its metrics at run time and calls for replicas unasked, all the way to the target. */
@Timeout(240)
final class ExternalFlowTest {

    @Test
    void theHpaFollowsTheMetricsThatTheServerNames() {
        try (Shop shop = new Shop(0).deployment(2)) {
            Server server = new Server(shop.vertx());
            server.object(shop, "external");
            shop.start();
            until(shop, "s0-jobs");

            server.metric = "orders";
            until(shop, "s0-orders");
        }
    }

    /** The HPA has this metric alone, and the status says so. */
    private static void until(Shop shop, String metric) {
        Eventually.until(() -> names(shop).equals(List.of(metric)), () -> names(shop) + " " + shop.conditions());
        Eventually.until(() -> told(shop).equals(List.of(metric)), () -> told(shop) + " " + shop.conditions());
    }

    private static List<String> told(Shop shop) {
        return Optional.ofNullable(shop.scaledObject().getStatus())
                .map(ScaledObjectStatus::getExternalMetricNames)
                .orElse(List.of());
    }

    /** It says that it is not active whenever it is asked, and calls. */
    @Test
    void aCallBringsTheFirstReplica() {
        try (Shop shop = new Shop(0).deployment(0)) {
            Server server = new Server(shop.vertx());
            server.object(shop, "external-push");
            shop.start();
            Eventually.until(() -> names(shop).equals(List.of("s0-jobs")), shop::conditions);
            Eventually.until(() -> !server.streams.isEmpty(), () -> "no stream");
            assertEquals(0, shop.replicas());

            server.streams.forEach(stream -> stream.write(Server.frame(Server.truth())));

            shop.untilReplicas(1);
            Eventually.until(() -> shop.events().contains("Normal KEDAScaleTargetActivated"), shop::events);
        }
    }

    private static List<String> names(Shop shop) {
        return shop.hpas().stream()
                .flatMap(hpa -> hpa.getSpec().getMetrics().stream())
                .map(MetricSpec::getExternal)
                .map(external -> external.getMetric().getName())
                .toList();
    }

    /** One metric with the value 0; never active when asked. */
    private static final class Server {

        private final Queue<HttpServerResponse> streams = new ConcurrentLinkedQueue<>();
        private final HttpServer server;
        private volatile String metric = "jobs";

        Server(Vertx vertx) {
            server = vertx.createHttpServer()
                    .requestHandler(this::answer)
                    .listen(0, "127.0.0.1")
                    .await();
        }

        void object(Shop shop, String type) {
            shop.cluster.create(shop.client, """
                    apiVersion: keda.sh/v1alpha1
                    kind: ScaledObject
                    metadata: {name: orders, namespace: shop}
                    spec:
                      scaleTargetRef: {name: app}
                      pollingInterval: 1
                      cooldownPeriod: 3600
                      triggers: [{type: %s, metadata: {scalerAddress: "127.0.0.1:%d"}}]
                    """.formatted(type, server.actualPort()));
        }

        private void answer(HttpServerRequest request) {
            HttpServerResponse response = request.response().putHeader("content-type", "application/grpc");
            if (request.path().endsWith("/StreamIsActive")) {
                response.writeHead().onSuccess(open -> streams.add(response));
            } else if (request.path().endsWith("/StreamMetricSpec")) {
                response.putTrailer("grpc-status", "12").end();
            } else {
                response.putTrailer("grpc-status", "0").end(frame(said(request.path())));
            }
        }

        private Buffer said(String path) {
            if (path.endsWith("/GetMetricSpec")) {
                return new ProtoWriter()
                        .bytes(1, new ProtoWriter().text(1, metric).number(2, 5).message())
                        .message();
            }
            return path.endsWith("/GetMetrics")
                    ? new ProtoWriter()
                            .bytes(1, new ProtoWriter().text(1, metric).message())
                            .message()
                    : Buffer.buffer();
        }

        static Buffer truth() {
            return new ProtoWriter().number(1, 1).message();
        }

        static Buffer frame(Buffer message) {
            return Buffer.buffer()
                    .appendByte((byte) 0)
                    .appendInt(message.length())
                    .appendBuffer(message);
        }
    }
}
