package dev.weir.gateway.http;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.send;
import static dev.weir.gateway.testing.TestGateway.until;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import dev.weir.scalers.testing.ServerProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServersTest {

    private static Identity first;
    private static Identity second;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificates() {
        Vertx vertx = Vertx.vertx();
        first = await(SelfSigned.make(vertx, Instant.now()));
        second = await(SelfSigned.make(vertx, Instant.now()));
        await(vertx.close());
    }

    @AfterAll
    static void forget() {
        first = null;
        second = null;
    }

    @Test
    void saysThatItLivesAndWhichVersionItIs() {
        try (TestGateway gateway = new TestGateway()) {
            assertEquals("ok", gateway.health("/healthz").text());
            assertEquals("ok", gateway.health("/livez").text());
            assertEquals("ok", gateway.get("/healthz").text());
            assertEquals(
                    "{\"gitVersion\":\"1.2.3\"}", gateway.health("/version").text());
            assertEquals(404, gateway.health("/apis").code());
        }
    }

    @Test
    void isReadyOnlyWhileItsAnswersAreFresh() {
        try (TestGateway gateway = new TestGateway("insecure-http", "true")) {
            assertEquals(200, gateway.health("/readyz").code());
            gateway.readiness = Readiness.no("12 of 20 sources have not answered yet");
            Reply reply = gateway.health("/readyz");
            assertEquals(503, reply.code());
            assertEquals("12 of 20 sources have not answered yet", reply.text());
            assertEquals(200, gateway.health("/livez").code());
        }
    }

    @Test
    void showsItsMetersAsPrometheusText() {
        try (TestGateway gateway = new TestGateway("insecure-http", "true")) {
            Reply reply = gateway.health("/metrics");
            assertEquals("text/plain; version=0.0.4; charset=utf-8", reply.contentType());
            assertTrue(reply.text().contains("weir_external_requests_total{outcome=\"value\"} 0"), reply.text());
        }
    }

    @Test
    void aSecondPortOfHealthAnswersTheSame() {
        int port = ServerProcess.freePort();
        try (TestGateway gateway = new TestGateway("insecure-http", "true", "probe-port", Integer.toString(port))) {
            HttpClient client = gateway.vertx.createHttpClient();
            assertEquals(
                    200,
                    await(client.request(HttpMethod.GET, port, "127.0.0.1", "/readyz")
                                    .compose(request -> request.send()))
                            .statusCode());
            assertEquals("ok", gateway.health("/healthz").text());
            await(client.close());
        }
    }

    @Test
    void servesBothProtocolsInTheClearWhenTold() {
        try (TestGateway gateway = new TestGateway("insecure-http", "true")) {
            gateway.publish("s0-a", "{}");
            for (HttpVersion version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
                HttpClient client = gateway.client(version);
                assertEquals(
                        200, await(send(client, HttpMethod.GET, uri("s0-a"))).code());
                await(client.close());
            }
        }
    }

    @Test
    void letsRequestsInFlightEndWhenItCloses() {
        TestGateway gateway = new TestGateway("cold-start-timeout", "5s");
        gateway.board.expect(TestGateway.id("s0-a"));
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        Future<Reply> reader = send(client, HttpMethod.GET, uri("s0-a"));
        until(
                "the reader waits",
                () -> gateway.meters.get("weir.external.waiting").gauge().value() >= 1);
        Future<Void> closing = gateway.doors.close();
        gateway.publish("s0-a", "{\"last\":1}");
        assertEquals("{\"last\":1}", await(reader).text());
        await(closing);
        gateway.close();
    }

    @Test
    void showsANewCertificateWithoutLosingARequest() throws Exception {
        write(first);
        try (TestGateway gateway = onFiles()) {
            gateway.publish("s0-a", "{}");
            Certificate before = certificate(gateway);
            HttpClient open = gateway.client(HttpVersion.HTTP_2);
            write(second);
            until("another certificate is shown", () -> {
                assertEquals(200, await(send(open, HttpMethod.GET, uri("s0-a"))).code());
                return !before.equals(certificate(gateway));
            });
            assertEquals(200, await(send(open, HttpMethod.GET, uri("s0-a"))).code());
            await(open.close());
        }
    }

    @Test
    void takesNoOlderVersionThanItIsTold() throws Exception {
        write(first);
        try (TestGateway gateway = new TestGateway(
                "tls-cert", folder.resolve("tls.crt").toString(),
                "tls-key", folder.resolve("tls.key").toString(),
                "tls-check", "20ms",
                "tls-min-version", "VersionTLS13",
                "tls-cipher-suites", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_NOT_KNOWN")) {
            assertEquals("TLSv1.3", handshake(gateway, "TLSv1.2", "TLSv1.3"));
            assertThrows(SSLException.class, () -> handshake(gateway, "TLSv1.2"));
            Certificate before = certificate(gateway);
            write(second);
            until("another certificate is shown", () -> !before.equals(certificate(gateway)));
            assertThrows(SSLException.class, () -> handshake(gateway, "TLSv1.2"), "nor after a new certificate");
        }
    }

    private static String handshake(TestGateway gateway, String... versions) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.doors.apiPort())) {
            socket.setEnabledProtocols(versions);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    @Test
    void keepsTheOldCertificateWhileTheFilesDoNotFit() throws Exception {
        write(first);
        try (TestGateway gateway = onFiles()) {
            Certificate before = certificate(gateway);
            Files.write(folder.resolve("tls.crt"), second.certificate().getBytes());
            awaitFailedReload(gateway, 1);
            Files.writeString(folder.resolve("tls.key"), "no PEM at all");
            awaitFailedReload(gateway, 3);
            Files.delete(folder.resolve("tls.key"));
            awaitFailedReload(gateway, 5);
            assertEquals(before, certificate(gateway));
            write(second);
            until("another certificate is shown", () -> !before.equals(certificate(gateway)));
        }
    }

    @Test
    void doesNotStartWithFilesThatDoNotFit() throws IOException {
        write(new Identity(first.certificate(), second.key()));
        Throwable fault = assertThrows(Throwable.class, this::onFiles);
        assertTrue(String.valueOf(fault.getMessage()).contains("does not belong"), String.valueOf(fault));
    }

    @Test
    void namesNoSecretWhenPrinted() {
        assertEquals("Identity[" + first.certificate().length() + " bytes of certificates]", first.toString());
        assertArrayEquals(first.key().getBytes(), first.options().getKeyValue().getBytes());
    }

    private TestGateway onFiles() {
        return new TestGateway(
                "tls-cert", folder.resolve("tls.crt").toString(),
                "tls-key", folder.resolve("tls.key").toString(),
                "tls-check", "20ms");
    }

    private void write(Identity identity) throws IOException {
        write("tls.crt", identity.certificate());
        write("tls.key", identity.key());
    }

    private void write(String name, Buffer bytes) throws IOException {
        Files.write(folder.resolve(name), bytes.getBytes());
    }

    private static Certificate certificate(TestGateway gateway) throws Exception {
        HttpClient client = gateway.client(HttpVersion.HTTP_1_1);
        try {
            return await(client.request(HttpMethod.GET, "/healthz")
                            .compose(request -> request.send()
                                    .compose(response -> response.end().map(request))))
                    .connection()
                    .peerCertificates()
                    .get(0);
        } finally {
            await(client.close());
        }
    }

    private static void awaitFailedReload(TestGateway gateway, int times) {
        until(
                times + " reloads have failed",
                () -> gateway.meters
                                .get("weir.tls.reloads")
                                .tag("outcome", "failed")
                                .counter()
                                .count()
                        >= times);
    }

    private static final class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
