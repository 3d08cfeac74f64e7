package dev.weir.gateway.webhook;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.review.Answer;
import dev.weir.controller.review.ReviewedKind;
import dev.weir.gateway.config.Limits;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.ConnectionLimit;
import dev.weir.gateway.http.Routes;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.Server;
import dev.weir.gateway.http.ServerOptions;
import dev.weir.gateway.http.StatusReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What API servers, and others, are told over HTTP. */
@Timeout(120)
final class ReviewRouteTest {

    private static final String PATH = ReviewedKind.SCALED_OBJECT.path();

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> reviewed = new CopyOnWriteArrayList<>();
    private volatile Future<Answer> answer = Future.succeededFuture(new Answer.Reviewed("{\"a\":1}"));
    private int port;

    private record Reply(int code, String body, String allow) {

        String message() {
            return new JsonObject(body).getString("message");
        }
    }

    private ReviewRouteTest open(long roomBytes, long patienceMillis) {
        Limits limits = Settings.defaults().limits();
        ReviewBodies bodies = new ReviewBodies(vertx, meters, roomBytes, patienceMillis);
        Server server = await(SelfSigned.make(vertx, Instant.now())
                .compose(identity -> Server.start(
                        vertx,
                        ServerOptions.of("127.0.0.1", 0, limits, Optional.of(identity.options())),
                        limits,
                        1,
                        new ConnectionLimit("webhook", 100, meters),
                        loop -> Routes.of(new ReviewRoute(
                                (kind, body) -> {
                                    reviewed.add(kind + " " + body.length());
                                    return answer;
                                },
                                bodies,
                                request -> StatusReply.notFound().send(request))))));
        port = server.port();
        return this;
    }

    private ReviewRouteTest open() {
        return open(ReviewBodies.ROOM_BYTES, 60_000);
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private HttpClient client(HttpVersion version) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(version)
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port));
    }

    private Reply ask(HttpVersion version, HttpMethod method, String path, String type, Buffer body) {
        HttpClient client = client(version);
        RequestOptions options = new RequestOptions().setMethod(method).setURI(path);
        if (!type.isEmpty()) {
            options.putHeader("content-type", type);
        }
        try {
            return await(client.request(options)
                    .compose(request -> request.send(body)
                            .compose(response -> response.body()
                                    .map(read -> new Reply(
                                            response.statusCode(),
                                            read.toString(),
                                            String.valueOf(response.getHeader("allow")))))));
        } finally {
            await(client.close());
        }
    }

    private Reply post(Buffer body) {
        return ask(HttpVersion.HTTP_1_1, HttpMethod.POST, PATH, "application/json", body);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void bothProtocolsAreAnswered(HttpVersion version) {
        open();
        for (ReviewedKind kind : ReviewedKind.values()) {
            Reply reply = ask(
                    version,
                    HttpMethod.POST,
                    kind.path() + "?timeout=10s",
                    "application/json; charset=utf-8",
                    Buffer.buffer("{}"));
            assertEquals(new Reply(200, "{\"a\":1}", "null"), reply);
        }
        assertEquals(
                List.of(ReviewedKind.values()).stream().map(kind -> kind + " 2").toList(), reviewed);
        assertEquals(0, held());
    }

    @Test
    void thePathsAreKedas() {
        assertEquals(
                List.of(
                        "/validate-keda-sh-v1alpha1-scaledobject",
                        "/validate-keda-sh-v1alpha1-scaledjob",
                        "/validate-keda-sh-v1alpha1-triggerauthentication",
                        "/validate-keda-sh-v1alpha1-clustertriggerauthentication",
                        "/validate-eventing-keda-sh-v1alpha1-cloudeventsource",
                        "/validate-eventing-keda-sh-v1alpha1-clustercloudeventsource"),
                List.of(ReviewedKind.values()).stream().map(ReviewedKind::path).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, POST, /validate, application/json, 404",
        "HTTP_2, POST, /, application/json, 404",
        "HTTP_1_1, GET, , application/json, 405",
        "HTTP_2, PUT, , application/json, 405",
        "HTTP_1_1, POST, , text/plain, 415",
        "HTTP_2, POST, , '', 415"
    })
    void whatIsAskedWronglyIsSaidInAStatus(HttpVersion version, String method, String path, String type, int code) {
        open();
        Reply reply = ask(version, HttpMethod.valueOf(method), path == null ? PATH : path, type, Buffer.buffer("{}"));
        assertEquals(code, reply.code());
        assertEquals(code, new JsonObject(reply.body()).getInteger("code"));
        assertEquals(code == 405 ? "POST" : "null", reply.allow());
        assertEquals(List.of(), reviewed);
    }

    @Test
    void whatCannotBeReadOrFindsNoRoomIsSaidInAStatus() {
        open();
        answer = Future.succeededFuture(new Answer.Unreadable("no review"));
        assertEquals(400, post(Buffer.buffer("x")).code());
        answer = Future.succeededFuture(new Answer.Busy("258 reviews are under way already"));
        Reply busy = post(Buffer.buffer("x"));
        assertEquals(503, busy.code());
        assertEquals("258 reviews are under way already", busy.message());
        answer = Future.failedFuture(new IllegalStateException("secret"));
        Reply failed = post(Buffer.buffer("x"));
        assertEquals(500, failed.code());
        assertEquals("the review failed", failed.message());
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void aBodyIsAsLongAsTheLimitAndNoLonger(HttpVersion version) {
        open();
        Buffer longest = Buffer.buffer(new byte[ReviewBodies.LIMIT_BYTES]);
        assertEquals(
                200,
                ask(version, HttpMethod.POST, PATH, "application/json", longest).code());
        Reply reply = ask(
                version,
                HttpMethod.POST,
                PATH,
                "application/json",
                longest.copy().appendByte((byte) 0));
        assertEquals(413, reply.code());
        assertEquals("the body of a review may have at most 3145728 bytes", reply.message());
        assertEquals(List.of("SCALED_OBJECT 3145728"), reviewed);
        assertEquals(0, held());
    }

    @Test
    void aBodyWhoseLengthIsNotAnnouncedIsCounted() {
        open();
        HttpClient client = client(HttpVersion.HTTP_1_1);
        HttpClientRequest request = await(client.request(HttpMethod.POST, PATH));
        request.setChunked(true).putHeader("content-type", "application/json");
        for (int i = 0; i < 4; i++) {
            request.write(Buffer.buffer(new byte[1 << 20]));
        }
        assertEquals(413, await(request.response()).statusCode());
        assertEquals(List.of(), reviewed);
        until("the room is given back", () -> held() == 0);
    }

    @Test
    void bodiesThatDoNotFitTogetherAreRefused() {
        open(1_000, 60_000);
        assertEquals(200, post(Buffer.buffer(new byte[900])).code());
        Reply reply = post(Buffer.buffer(new byte[1_100]));
        assertEquals(503, reply.code());
        assertEquals("reviews of 1000 bytes are under way already", reply.message());
        assertEquals(1, refused("503"));
        assertEquals(0, held());
    }

    @Test
    void aBodyThatComesTooSlowlyIsNotWaitedFor() {
        open(1_000, 50);
        HttpClient client = client(HttpVersion.HTTP_1_1);
        HttpClientRequest request = await(client.request(HttpMethod.POST, PATH));
        request.setChunked(true).putHeader("content-type", "application/json").write("{");
        assertEquals(408, await(request.response()).statusCode());
        until("the room is given back", () -> held() == 0);
        assertEquals(1, refused("408"));
    }

    @Test
    void whoLeavesGivesTheRoomBack() {
        open();
        HttpClient client = client(HttpVersion.HTTP_1_1);
        HttpClientRequest request = await(client.request(HttpMethod.POST, PATH));
        request.setChunked(true).putHeader("content-type", "application/json").write("{");
        until("the body is being read", () -> held() == 1);
        await(client.close());
        until("the room is given back", () -> held() == 0);
        assertTrue(reviewed.isEmpty());
    }

    private double held() {
        return meters.get("weir.admission.bodies.bytes").gauge().value();
    }

    private double refused(String code) {
        return meters.get("weir.admission.bodies.refused")
                .tag("code", code)
                .counter()
                .count();
    }
}
