package dev.weir.gateway.external;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.id;
import static dev.weir.gateway.testing.TestGateway.send;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.board.Published;
import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExternalMetricsTest {

    private static final String PREFIX = "rpc error: code = Unknown desc = error when getting metric values ";
    private static final String BASE = "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway("cold-start-timeout", "300ms", "max-waiting", "3", "max-remembered-uris", "64");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void fresh() {
        gateway.now = TestGateway.START;
        List.copyOf(gateway.board.entries()).forEach(entry -> gateway.board.retract(entry.id()));
        gateway.publish("s0-queue", "{\"value\":\"5\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "/apis, groups.json",
        "/apis/external.metrics.k8s.io, group.json",
        "/apis/external.metrics.k8s.io/v1beta1, resources.json",
        "/apis/external.metrics.k8s.io/v1beta1/, resources.json",
        "/apis?timeout=32s, groups.json"
    })
    void tellsWhatItOffers(String path, String golden) throws IOException {
        Reply reply = gateway.get(path);
        assertEquals(200, reply.code());
        assertEquals("application/json", reply.contentType());
        try (InputStream expected = getClass().getResourceAsStream("/external/" + golden)) {
            assertEquals(new JsonObject(Buffer.buffer(expected.readAllBytes())), new JsonObject(reply.text()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_2", "HTTP_1_1"})
    void servesPublishedBytesOverBothProtocols(HttpVersion version) {
        HttpClient client = gateway.client(version);
        Reply reply = await(send(client, HttpMethod.GET, uri("s0-queue")));
        await(client.close());
        assertEquals(version, reply.version());
        assertEquals(200, reply.code());
        assertEquals("application/json", reply.contentType());
        assertEquals("{\"value\":\"5\"}", reply.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/vnd.kubernetes.protobuf,application/json | application/vnd.kubernetes.protobuf",
                "application/vnd.kubernetes.protobuf, */* | application/vnd.kubernetes.protobuf",
                "application/json, */* | application/json",
                "application/json;q=0.5,application/vnd.kubernetes.protobuf | application/vnd.kubernetes.protobuf",
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json | application/json",
                "application/yaml | application/yaml",
                "*/* | application/json"
            })
    void answersInTheFormatThatTheReaderPrefers(String accept, String type) {
        Reply reply = gateway.get(uri("s0-queue"), "accept", accept);
        assertEquals(200, reply.code());
        assertEquals(type, reply.contentType());
        assertEquals(type.endsWith("protobuf"), reply.text().startsWith("k8s\0"));
    }

    @Test
    void refusesFormatsItDoesNotHave() {
        Reply reply = gateway.get(uri("s0-queue"), "accept", "text/html");
        assertStatus(
                reply,
                406,
                "NotAcceptable",
                "only the following media types are accepted: application/json,"
                        + " application/yaml, application/vnd.kubernetes.protobuf");
    }

    @Test
    void comparesMetricNamesWithoutCase() {
        assertEquals(200, gateway.get(uri("S0-Queue")).code());
    }

    @Test
    void servesTheNewestValueUnderAKnownUri() {
        gateway.get(uri("s0-queue"));
        gateway.publish("s0-queue", "{\"value\":\"6\"}");
        assertEquals("{\"value\":\"6\"}", gateway.get(uri("s0-queue")).text());
    }

    @Test
    void refusesAnUnknownMetric() {
        assertFailure(gateway.get(uri("S9-none")), PREFIX + "no matching metrics found for S9-none");
    }

    @Test
    void passesOnWhyThereIsNoValue() {
        gateway.board.publish(
                id("s0-queue"), new Published.Unavailable("trigger 0 (rabbitmq): connection refused", gateway.now));
        assertFailure(
                gateway.get(uri("s0-queue")),
                PREFIX + "metric:s0-queue encountered error: trigger 0 (rabbitmq): connection refused");
    }

    @Test
    void refusesAValuePastItsLimit() {
        gateway.now = TestGateway.START.plusSeconds(45).minusMillis(1);
        assertEquals(200, gateway.get(uri("s0-queue")).code());
        gateway.now = TestGateway.START.plusSeconds(45);
        assertFailure(
                gateway.get(uri("s0-queue")),
                PREFIX + "metric:s0-queue encountered error: the last value, taken at 2026-03-01T12:00:00Z,"
                        + " has been too old since 2026-03-01T12:00:45Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?labelSelector=", "?labelSelector=app%3Dx", "?other=1"})
    void refusesASelectorWithoutOwner(String query) {
        assertFailure(gateway.get(BASE + "s0-queue" + query), "scaledObject name is not specified");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scaledobject.keda.sh/name%20in%20(a,b) | invalid selector: [scaledobject.keda.sh/name in (a,b)]",
                "scaledobject.keda.sh/name!%3Da | invalid selector: [scaledobject.keda.sh/name!=a]",
                "scaledobject.keda.sh/name%3Da,!app | invalid selector: [!app]"
            })
    void refusesSelectorsThatAreNoEqualities(String selector, String message) {
        assertFailure(gateway.get(BASE + "s0-queue?labelSelector=" + selector), message);
    }

    @Test
    void ignoresOtherTermsOfASelector() {
        String uri = BASE + "s0-queue?labelSelector=app%3D%3Dx%2Cscaledobject.keda.sh%2Fname%3Dconsumer&timeout=5s";
        assertEquals(200, gateway.get(uri).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a%3D%3D%3Db", "%2Ca%3Db", "a%20b", "a%20in%20b", "a%20in%20(b", "%F0%9F%98%80%3D1", "a%3E"})
    void refusesTextThatIsNoSelector(String selector) {
        Reply reply = gateway.get(BASE + "s0-queue?labelSelector=" + selector);
        assertEquals(400, reply.code());
        JsonObject status = new JsonObject(reply.text());
        assertEquals("BadRequest", status.getString("reason"));
        assertTrue(status.getString("message").startsWith("unable to parse requirement: "), reply.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%FF", "%C3%28"})
    void refusesBadPercentEncoding(String bad) {
        String message = "the request URI is not well percent-encoded UTF-8";
        assertStatus(gateway.get(BASE + "s0" + bad), 400, "BadRequest", message);
        assertStatus(gateway.get(BASE + "s0?labelSelector=" + bad), 400, "BadRequest", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/apps/v1",
                "/apis/external.metrics.k8s.io/v1beta2",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/a",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/a/",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces//m",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/a/b/c",
                "/../../etc/passwd"
            })
    void refusesUnknownPaths(String path) {
        assertStatus(gateway.get(path), 404, "NotFound", "the server could not find the requested resource");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"})
    void refusesOtherMethods(String method) {
        gateway.get(uri("s0-queue"));
        for (HttpVersion version : List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)) {
            for (String path : List.of(uri("s0-queue"), BASE + "none", "/apis", "/healthz")) {
                HttpClient client = gateway.client(version);
                assertEquals(
                        405,
                        await(send(client, HttpMethod.valueOf(method), path)).code(),
                        path);
                await(client.close());
            }
        }
    }

    @Test
    void makesEarlyReadersWaitForTheFirstAnswer() {
        gateway.board.expect(id("s0-early"));
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        Future<Reply> first = send(client, HttpMethod.GET, uri("s0-early"));
        Future<Reply> second = send(client, HttpMethod.GET, uri("s0-early"));
        awaitWaiting(2);
        gateway.publish("s0-early", "{\"value\":\"7\"}");
        assertEquals("{\"value\":\"7\"}", await(first).text());
        assertEquals("{\"value\":\"7\"}", await(second).text());
        awaitWaiting(0);
        await(client.close());
    }

    @Test
    void stopsWaitingWhenTheSourceNeverAnswers() {
        gateway.board.expect(id("s0-never"));
        for (int round = 0; round < 2; round++) {
            assertFailure(
                    gateway.get(uri("s0-never")),
                    PREFIX + "metric:s0-never encountered error: its source has not answered yet");
        }
        awaitWaiting(0);
    }

    @Test
    void tellsThoseWhoWaitThatTheMetricIsGone() {
        gateway.board.expect(id("s0-going"));
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        Future<Reply> reader = send(client, HttpMethod.GET, uri("s0-going"));
        awaitWaiting(1);
        gateway.board.retract(id("s0-going"));
        assertFailure(await(reader), PREFIX + "no matching metrics found for s0-going");
        await(client.close());
    }

    @Test
    void refusesMoreWaitingReadersThanTheLimit() {
        gateway.board.expect(id("s0-crowd"));
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        List<Future<Reply>> waiting = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            waiting.add(send(client, HttpMethod.GET, uri("s0-crowd")));
        }
        awaitWaiting(3);
        assertFailure(
                await(send(client, HttpMethod.GET, uri("s0-crowd"))),
                PREFIX + "metric:s0-crowd encountered error: its source has not answered yet and too many readers"
                        + " wait already");
        gateway.publish("s0-crowd", "{}");
        waiting.forEach(reader -> assertEquals(200, await(reader).code()));
        await(client.close());
    }

    @Test
    void freesThePlaceOfAReaderThatGoesAway() {
        gateway.board.expect(id("s0-impatient"));
        for (HttpVersion version : List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)) {
            HttpClient client = gateway.client(version);
            Future<Reply> reader = send(client, HttpMethod.GET, uri("s0-impatient"));
            awaitWaiting(1);
            await(client.close());
            awaitWaiting(0);
            assertTrue(awaitFailed(reader));
        }
    }

    @Test
    void followsAMetricThatLeavesAndComesBack() {
        assertEquals(200, gateway.get(uri("s0-queue")).code());
        gateway.board.retract(id("s0-queue"));
        assertFailure(gateway.get(uri("s0-queue")), PREFIX + "no matching metrics found for s0-queue");
        gateway.publish("s0-queue", "{\"value\":\"8\"}");
        assertEquals("{\"value\":\"8\"}", gateway.get(uri("s0-queue")).text());
    }

    @Test
    void remembersNoUnknownUriAndForgetsWhenThereAreTooMany() {
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        for (int at = 0; at < 500; at++) {
            await(send(client, HttpMethod.GET, uri("none-" + at)));
        }
        double before = gateway.meters.get("weir.external.uris").gauge().value();
        assertTrue(before <= 64, before + " URIs are remembered");
        for (int at = 0; at < 500; at++) {
            assertEquals(
                    200,
                    await(send(client, HttpMethod.GET, uri("s0-queue") + "&n=" + at))
                            .code());
        }
        double after = gateway.meters.get("weir.external.uris").gauge().value();
        assertTrue(after <= 64, after + " URIs are remembered");
        assertTrue(gateway.meters.get("weir.external.uris.forgotten").counter().count() > 0);
        await(client.close());
    }

    @Test
    void survivesLongUrisAndHeaders() {
        String megabyte = "x".repeat(1 << 20);
        for (HttpVersion version : List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)) {
            assertRefused(version, uri("s0-" + megabyte.substring(0, 100_000)));
            assertRefused(version, uri("s0-queue"), "x-long", megabyte);
            assertEquals(200, gateway.get(uri("s0-queue")).code());
        }
    }

    @Test
    void survivesEveryByteInAName() {
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        for (int octet = 0; octet < 256; octet++) {
            int code = await(send(client, HttpMethod.GET, uri(String.format("s0-%%%02X", octet))))
                    .code();
            assertEquals(octet < 128 ? 500 : 400, code, "octet " + octet);
        }
        await(client.close());
    }

    @Test
    void countsRequestsByOutcome() {
        double before = outcome("value");
        gateway.get(uri("s0-queue"));
        gateway.get(uri("s0-queue"));
        assertEquals(before + 2, outcome("value"));
    }

    private static double outcome(String outcome) {
        return gateway.meters
                .get("weir.external.requests")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    private static void awaitWaiting(int readers) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (gateway.meters.get("weir.external.waiting").gauge().value() != readers) {
            assertTrue(System.nanoTime() < deadline, "never " + readers + " readers wait");
            Thread.onSpinWait();
        }
    }

    private static boolean awaitFailed(Future<Reply> reader) {
        return await(reader.transform(done -> Future.succeededFuture(done.failed())));
    }

    private static void assertRefused(HttpVersion version, String uri, String... headers) {
        HttpClient client = gateway.client(version);
        boolean refused = await(send(client, HttpMethod.GET, uri, headers)
                .transform(done ->
                        Future.succeededFuture(done.failed() || done.result().code() >= 400)));
        assertTrue(refused, "a request far too long is answered");
        await(client.close());
    }

    private static void assertFailure(Reply reply, String message) {
        assertStatus(reply, 500, "", message);
    }

    private static void assertStatus(Reply reply, int code, String reason, String message) {
        assertEquals(code, reply.code(), reply.text());
        assertEquals("application/json", reply.contentType());
        JsonObject status = new JsonObject(reply.text());
        assertEquals("Status", status.getString("kind"));
        assertEquals("v1", status.getString("apiVersion"));
        assertEquals("Failure", status.getString("status"));
        assertEquals(code, status.getInteger("code"));
        assertEquals(reason, status.getString("reason", ""));
        assertEquals(message, status.getString("message"));
        assertFalse(reply.text().contains("\tat "), "no stack trace");
    }
}
