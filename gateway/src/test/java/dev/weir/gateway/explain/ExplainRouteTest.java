package dev.weir.gateway.explain;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.explain.Explained;
import dev.weir.controller.explain.Explanation;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ExplainRouteTest {

    private final Vertx vertx = Vertx.vertx();
    private volatile Explaining explaining = this::explain;
    private volatile boolean onLoop;
    private final HttpServer server = await(vertx.createHttpServer()
            .requestHandler(new ExplainRoute(vertx, (kind, key) -> explaining.explain(kind, key))
                    .before(request -> request.response().setStatusCode(299).end("next")))
            .listen(0, "127.0.0.1"));
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(server.actualPort()));

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private Explained explain(String kind, ObjectKey key) {
        onLoop |= io.vertx.core.Context.isOnEventLoopThread();
        return switch (key.name()) {
            case "orders" -> new Explained.Found(told());
            case "early" -> new Explained.NotYet("ask again in a moment");
            case "broken" -> throw new IllegalStateException("the password is hush");
            default -> new Explained.Absent("there is no " + kind + " " + key);
        };
    }

    private Explanation told() {
        try {
            return new ExplanationJson()
                    .read(Files.readString(Path.of("src/test/resources/explain/cpu-and-prometheus.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void answersWithTheExplanationMadeOnAWorker() {
        Reply reply = get("/weir/v1/explain/scaledobjects/shop/orders");
        assertEquals(200, reply.code());
        assertEquals("application/json", reply.contentType());
        assertEquals(told(), new ExplanationJson().read(reply.text()));
        assertFalse(onLoop);
    }

    @Test
    void knowsBothKinds() {
        assertRefused(404, "there is no ScaledObject shop/x", get("/weir/v1/explain/scaledobjects/shop/x"));
        assertRefused(404, "there is no ScaledJob shop/x", get("/weir/v1/explain/scaledjobs/shop/x"));
    }

    @Test
    void saysThatItIsTooEarly() {
        assertRefused(503, "ask again in a moment", get("/weir/v1/explain/scaledobjects/shop/early"));
    }

    @Test
    void aFaultOfOursIsNoStackTrace() {
        Reply reply = get("/weir/v1/explain/scaledobjects/shop/broken");
        assertRefused(500, "ScaledObject shop/broken could not be explained; Weir's log says why", reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/weir/v1/explain",
                "/weir/v1/explain/",
                "/weir/v1/explain/scaledobjects/shop",
                "/weir/v1/explain/deployments/shop/orders",
                "/weir/v1/explain/scaledobjects/shop/Orders",
                "/weir/v1/explain/scaledobjects/shop/a%2Fb",
                "/weir/v1/explain/scaledobjects/shop/orders/more"
            })
    void saysWhereExplanationsAre(String path) {
        Reply reply = get(path);
        assertEquals(404, reply.code());
        assertTrue(reply.text().contains("/weir/v1/explain/scaledobjects/NAMESPACE/NAME"), reply.text());
    }

    @Test
    void readsOnly() {
        Reply reply = await(TestGateway.send(client, HttpMethod.DELETE, "/weir/v1/explain/scaledobjects/shop/orders"));
        assertEquals(405, reply.code());
    }

    @Test
    void leavesAllElseToTheNext() {
        assertEquals("next", get("/weir/v1/other").text());
    }

    @Test
    void makesAFewAtOnceAndSaysSo() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(ExplainRoute.AT_ONCE);
        explaining = (kind, key) -> {
            all.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return explain(kind, key);
        };
        List<Future<Reply>> waiting = new ArrayList<>();
        for (int i = 0; i < ExplainRoute.AT_ONCE; i++) {
            waiting.add(TestGateway.send(client, HttpMethod.GET, "/weir/v1/explain/scaledobjects/shop/orders"));
        }
        assertTrue(all.await(60, TimeUnit.SECONDS));

        assertRefused(
                503,
                "4 explanations are being made already; ask again in a second",
                get("/weir/v1/explain/scaledobjects/shop/orders"));
        go.countDown();
        waiting.forEach(reply -> assertEquals(200, await(reply).code()));
        explaining = this::explain;
        assertEquals(200, get("/weir/v1/explain/scaledobjects/shop/orders").code());
    }

    @Test
    void standsBehindTheMetricsOnTheirPort() {
        try (TestGateway gateway = new TestGateway()) {
            HttpClient secure = gateway.client(HttpVersion.HTTP_2);
            Reply reply = await(TestGateway.send(secure, HttpMethod.GET, "/weir/v1/explain/scaledobjects/shop/orders"));
            assertRefused(503, "nothing is explained here", reply);
        }
    }

    private Reply get(String path) {
        return await(TestGateway.send(client, HttpMethod.GET, path));
    }

    private static void assertRefused(int code, String message, Reply reply) {
        assertEquals(code, reply.code(), reply::text);
        assertEquals(message, new JsonObject(reply.text()).getString("message"));
    }
}
