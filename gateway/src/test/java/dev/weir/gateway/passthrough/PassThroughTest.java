package dev.weir.gateway.passthrough;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.send;
import static dev.weir.gateway.testing.TestGateway.until;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PassThroughTest {

    private static final String BASE = "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/";
    private static final String V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private final Vertx vertx = Vertx.vertx();
    private final SecondAdapter adapter = new SecondAdapter(vertx, new HttpServerOptions());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(adapter));

    @AfterEach
    void close() throws Exception {
        for (int at = open.size() - 1; at >= 0; at--) {
            open.get(at).close();
        }
        await(vertx.close());
    }

    private TestGateway gateway(String... more) {
        List<String> settings =
                new ArrayList<>(List.of("adapter-url", "http://127.0.0.1:" + adapter.port() + "/base", "loops", "2"));
        settings.addAll(List.of(more));
        TestGateway gateway = new TestGateway(settings.toArray(String[]::new));
        open.add(gateway);
        return gateway;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue_depth",
                "queue_depth?labelSelector=app%20in%20(a,b),!gone,x%20notin%20(y)&timeout=3s",
                "queue_depth?labelSelector=team%3Dred",
                "queue_depth?labelSelector=scaledobject.keda.sh%2Fname%3Dunknown"
            })
    void passesOnWhatNamesNoObjectOfOurs(String metric) {
        Reply reply = gateway().get(BASE + metric, "accept", "application/vnd.kubernetes.protobuf, */*");
        assertEquals(200, reply.code());
        assertEquals("{\"items\":[{\"value\":\"7\"}]}", reply.text());
        assertEquals(1, adapter.asked().size());
        SecondAdapter.Seen seen = adapter.asked().get(0);
        assertEquals("/base" + BASE + metric, seen.uri());
        assertEquals(List.of("application/vnd.kubernetes.protobuf, */*"), seen.all("accept"));
    }

    @Test
    void answersForItsOwnObjectsItself() {
        TestGateway gateway = gateway();
        gateway.publish("s0-queue", "{\"value\":\"5\"}");
        assertEquals("{\"value\":\"5\"}", gateway.get(uri("s0-queue")).text());
        gateway.owned.add("default/consumer");
        assertEquals(500, gateway.get(uri("s1-none")).code());
        assertEquals(400, gateway.get(BASE + "m?labelSelector=a%3D%3D%3Db").code());
        assertEquals(405, gateway.get(BASE + "m?watch=true").code());
        assertEquals(List.of(), adapter.asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a%2Fb", "a%25b", "a%0Ab", "%5C"})
    void refusesNamesThatAnotherServerMightReadAsAPath(String metric) {
        TestGateway gateway = gateway();
        assertEquals(400, gateway.get(BASE + metric).code());
        assertEquals(
                400,
                gateway.get("/apis/external.metrics.k8s.io/v1beta1/namespaces/" + metric + "/m")
                        .code());
        assertEquals(List.of(), adapter.asked());
    }

    @Test
    void givesTheAnswerBackAsItIs() {
        TestGateway gateway = gateway();
        adapter.reply = request -> request.response()
                .setStatusCode(403)
                .putHeader("content-type", "application/vnd.kubernetes.protobuf")
                .end("k8s\0no");
        Reply reply = gateway.get(BASE + "queue_depth");
        assertEquals(403, reply.code());
        assertEquals("application/vnd.kubernetes.protobuf", reply.contentType());
        assertEquals("k8s\0no", reply.text());
    }

    @Test
    void forwardsNoIdentityThatACallerClaims() {
        gateway()
                .get(
                        BASE + "queue_depth",
                        "authorization",
                        "Bearer secret",
                        "x-remote-user",
                        "root",
                        "x-remote-group",
                        "system:masters",
                        "x-remote-extra-a",
                        "b",
                        "cookie",
                        "c=d");
        SecondAdapter.Seen seen = adapter.asked().get(0);
        for (String header :
                List.of("authorization", "x-remote-user", "x-remote-group", "x-remote-extra-a", "cookie")) {
            assertEquals(List.of(), seen.all(header), header);
        }
    }

    @Test
    void joinsWhatTheAdapterListsWithOurs() {
        TestGateway gateway = gateway();
        assertEquals(
                List.of("externalmetrics", "queue_depth"),
                names(gateway.get("/apis/external.metrics.k8s.io/v1beta1"), "resources", "name"));
        JsonObject group = new JsonObject(gateway.get("/apis", "accept", V2).text())
                .getJsonArray("items")
                .getJsonObject(0);
        JsonArray resources = group.getJsonArray("versions").getJsonObject(0).getJsonArray("resources");
        assertEquals(2, resources.size());
        assertEquals("queue_depth", resources.getJsonObject(1).getString("resource"));
        assertEquals(1, gateway.meters.get("weir.adapter.up").gauge().value());
    }

    @Test
    void anAdapterThatIsDownLeavesOursAndIsSaid() {
        TestGateway gateway = gateway("adapter-refresh", "20ms", "adapter-timeout", "2s");
        adapter.close();
        until("it is down", () -> gateway.meters.get("weir.adapter.up").gauge().value() == 0);
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        String warning = await(client.request(HttpMethod.GET, "/apis/external.metrics.k8s.io/v1beta1")
                .compose(request -> request.send())
                .map(response -> response.getHeader("warning")));
        assertTrue(warning.startsWith("299 - \"the adapter at 127.0.0.1:"), warning);
        assertEquals(
                List.of("externalmetrics"),
                names(gateway.get("/apis/external.metrics.k8s.io/v1beta1"), "resources", "name"));
        Reply reply = gateway.get(BASE + "queue_depth");
        assertEquals(503, reply.code());
        assertTrue(message(reply).contains("cannot be reached"), reply.text());
        gateway.publish("s0-queue", "{\"value\":\"5\"}");
        assertEquals(200, gateway.get(uri("s0-queue")).code());
    }

    @Test
    void aSlowAdapterIsATimeoutAndOursAreServedMeanwhile() {
        TestGateway gateway = gateway("adapter-timeout", "300ms");
        adapter.reply = request -> {};
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        Future<Reply> slow = send(client, HttpMethod.GET, BASE + "queue_depth");
        gateway.publish("s0-queue", "{\"value\":\"5\"}");
        assertEquals(200, await(send(client, HttpMethod.GET, uri("s0-queue"))).code());
        assertEquals(504, await(slow).code());
        assertTrue(message(await(slow)).endsWith("did not answer within 300 ms"), message(await(slow)));
    }

    @Test
    void sharesOneRequestAndRefusesMoreThanTheLimit() {
        TestGateway gateway = gateway("adapter-connections", "1", "adapter-waiting", "2");
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        adapter.reply = held::add;
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        List<Future<Reply>> readers = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            readers.add(send(client, HttpMethod.GET, BASE + "queue_depth"));
        }
        until(
                "all wait",
                () -> gateway.meters.get("weir.adapter.waiting").gauge().value() == 3);
        Reply crowded = await(send(client, HttpMethod.GET, BASE + "queue_depth"));
        assertEquals(429, crowded.code());
        assertTrue(message(crowded).startsWith("too many requests wait for the adapter at "), crowded.text());
        until("it was asked", () -> !held.isEmpty());
        SecondAdapter.seven(held.remove());
        readers.forEach(reader -> assertEquals(200, await(reader).code()));
        assertEquals(1, adapter.asked().size());
        until(
                "none waits",
                () -> gateway.meters.get("weir.adapter.waiting").gauge().value() == 0);
    }

    @Test
    void givesAYoungAnswerAgainWithItsAge() {
        TestGateway gateway = gateway("adapter-cache", "10s");
        assertEquals(200, gateway.get(BASE + "queue_depth").code());
        gateway.now = TestGateway.START.plusSeconds(9);
        HttpClient client = gateway.client(HttpVersion.HTTP_1_1);
        String age = await(client.request(HttpMethod.GET, BASE + "queue_depth")
                .compose(request -> request.send())
                .map(response -> response.getHeader("age")));
        assertEquals("9", age);
        assertEquals(1, adapter.asked().size());
        gateway.now = TestGateway.START.plusSeconds(10);
        assertEquals(200, gateway.get(BASE + "queue_depth").code());
        assertEquals(2, adapter.asked().size());
    }

    @Test
    void keepsNoErrorAndWithoutTheSettingNothing() {
        TestGateway kept = gateway("adapter-cache", "10s");
        adapter.reply = request -> request.response().setStatusCode(500).end();
        kept.get(BASE + "queue_depth");
        kept.get(BASE + "queue_depth");
        assertEquals(2, adapter.asked().size());
        adapter.reply = SecondAdapter::seven;
        TestGateway plain = gateway();
        plain.get(BASE + "queue_depth");
        plain.get(BASE + "queue_depth");
        assertEquals(4, adapter.asked().size());
    }

    @Test
    void anAnswerThatIsTooLongOrSendsElsewhereIsRefused() {
        TestGateway gateway = gateway("adapter-max-body-bytes", "1024");
        adapter.reply = request -> request.response().end("x".repeat(1_025));
        Reply tooLong = gateway.get(BASE + "queue_depth");
        assertEquals(502, tooLong.code());
        assertTrue(message(tooLong).endsWith("sent more than 1024 bytes"), tooLong.text());
        adapter.reply = request ->
                request.response().setStatusCode(302).putHeader("location", "/").end();
        assertEquals(502, gateway.get(BASE + "queue_depth").code());
    }

    @Test
    void aRequestThatComesRoundIsRefused() {
        int port = freePort();
        TestGateway round = new TestGateway(
                "port",
                Integer.toString(port),
                "insecure-http",
                "true",
                "adapter-url",
                "http://127.0.0.1:" + port,
                "adapter-refresh",
                "20ms");
        open.add(round);
        Reply reply = round.get(BASE + "queue_depth");
        assertEquals(508, reply.code());
        assertTrue(message(reply).contains("is this process itself: adapter-url leads back to Weir"), reply.text());
        until(
                "it is said",
                () -> round.get("/apis/external.metrics.k8s.io/v1beta1").code() == 200
                        && round.meters.get("weir.adapter.up").gauge().value() == 0);
    }

    @Test
    void whatAWeirHasPassedOnIsNotPassedOnAgain() {
        Reply reply = gateway().get(BASE + "queue_depth", Hop.HEADER, "another");
        assertEquals(508, reply.code());
        assertEquals(List.of(), adapter.asked());
    }

    private static int freePort() {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String message(Reply reply) {
        JsonObject status = new JsonObject(reply.text());
        assertEquals("Status", status.getString("kind"));
        assertFalse(reply.text().contains("\tat "));
        return status.getString("message");
    }

    private static List<String> names(Reply reply, String list, String name) {
        return new JsonObject(reply.text())
                .getJsonArray(list).stream()
                        .map(each -> ((JsonObject) each).getString(name))
                        .toList();
    }
}
