package dev.weir.gateway.top;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.observed.TopObject;
import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class TopRouteTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile Instant now = START;
    private volatile boolean hold;
    private volatile boolean onLoop;
    private volatile List<TopObject> objects = List.of(
            new TopObject("ScaledObject", "shop", "orders", 3, 5, 1, 1, true, false, false, "", 0),
            new TopObject("ScaledJob", "shop", "mails", 7, null, 1, 2, false, false, false, "no route", 1));
    private final HttpServer server = await(vertx.createHttpServer()
            .requestHandler(new TopRoute(
                            vertx,
                            new Top(List::of, this::look, "weir-0", () -> true, () -> 3),
                            () -> 0,
                            () -> now,
                            "1.2.3")
                    .before(request -> request.response().setStatusCode(299).end("next")))
            .listen(0, "127.0.0.1"));
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(server.actualPort()),
            new PoolOptions().setHttp1MaxSize(20));

    @AfterEach
    void close() {
        held.countDown();
        await(vertx.close());
    }

    private List<TopObject> look() {
        looks.incrementAndGet();
        onLoop |= Context.isOnEventLoopThread();
        if (hold) {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Objects.requireNonNull(objects);
    }

    @Test
    void saysWhoseFiguresTheseAreAndShowsBothKinds() {
        Reply reply = get("/weir/v1/top");
        assertEquals(200, reply.code());
        assertEquals("application/json", reply.contentType());
        JsonObject top = new JsonObject(reply.text());
        assertEquals("weir-0", top.getString("replica"));
        assertEquals(3, top.getInteger("members"));
        JsonObject first = top.getJsonObject("objects").getJsonArray("items").getJsonObject(0);
        assertEquals("ScaledJob", first.getString("kind"), "what fails comes first");
        assertEquals("mails", first.getString("name"));
        assertEquals(7, first.getInteger("replicas"));
        assertFalse(onLoop);
    }

    @Test
    void manyWhoAskShareALookForASecond() {
        get("/weir/v1/top");
        get("/weir/v1/top?sort=name&limit=1");
        assertEquals(1, looks.get());
        now = START.plusSeconds(1);
        get("/weir/v1/top");
        assertEquals(2, looks.get());
    }

    @Test
    void whoComesOnTopMayComeAgain() {
        hold = true;
        List<Future<Reply>> waiting = new ArrayList<>();
        for (int at = 0; at < TopRoute.AT_ONCE; at++) {
            waiting.add(TestGateway.send(client, HttpMethod.GET, "/weir/v1/top"));
        }
        TestGateway.until("one looks", () -> looks.get() == 1);
        TestGateway.until(
                "no more are taken", () -> get("/weir/v1/top?limit=1000").code() == 503);
        held.countDown();
        // One of them may have been the one that was refused, while the look had not begun.
        assertTrue(waiting.stream()
                        .map(TestGateway::await)
                        .filter(reply -> reply.code() == 200)
                        .count()
                >= TopRoute.AT_ONCE - 1);
        assertEquals(200, get("/weir/v1/top").code());
    }

    @Test
    void aHundredThousandObjectsAreABoundedAnswer() {
        objects = IntStream.range(0, 100_000)
                .mapToObj(i -> new TopObject(
                        "ScaledObject",
                        "n" + i % 7,
                        "o" + i,
                        i,
                        i,
                        1,
                        1,
                        i != 77,
                        false,
                        false,
                        i == 77 ? "x".repeat(300) : "",
                        0))
                .toList();
        JsonObject usual = new JsonObject(get("/weir/v1/top").text()).getJsonObject("objects");
        assertEquals(100_000, usual.getInteger("total"));
        assertEquals(TopQuery.USUAL, usual.getJsonArray("items").size());
        assertEquals("o77", usual.getJsonArray("items").getJsonObject(0).getString("name"));
        Reply most = get("/weir/v1/top?limit=1000&sort=replicas&namespace=n3");
        assertEquals(
                1_000,
                new JsonObject(most.text())
                        .getJsonObject("objects")
                        .getJsonArray("items")
                        .size());
        assertTrue(most.body().length() < 400_000, () -> most.body().length() + " bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?limit=-1",
                "?limit=99999999999",
                "?sort=evil",
                "?namespace=a%2Fb",
                "?namespace=A",
                "?what=now"
            })
    void refusesInWords(String query) {
        Reply reply = get("/weir/v1/top" + query);
        assertEquals(400, reply.code());
        assertEquals("Status", new JsonObject(reply.text()).getString("kind"));
        assertEquals(0, looks.get());
    }

    @Test
    void aFaultOfOursIsNoStackTrace() {
        objects = null;
        Reply reply = get("/weir/v1/top");
        assertEquals(500, reply.code());
        assertTrue(reply.text().contains("Weir's log says why"), reply.text());
        objects = List.of();
        assertEquals(200, get("/weir/v1/top").code(), "and is not kept");
    }

    @Test
    void readsOnlyAndOnlyItsPath() {
        assertEquals(
                405,
                await(TestGateway.send(client, HttpMethod.POST, "/weir/v1/top")).code());
        for (String path : List.of("/weir/v1/top/", "/weir/v1/tops", "/weir/v1/%74op")) {
            assertEquals(299, get(path).code(), path);
        }
    }

    private Reply get(String path) {
        return await(TestGateway.send(client, HttpMethod.GET, path));
    }
}
