package dev.weir.scalers.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.TestCertificates;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpUpstreamTest {

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private ScalerBench bench = new ScalerBench(Duration.ofSeconds(5));

    @BeforeAll
    static void makeCertificates() {
        certificates = TestCertificates.in(folder.resolve("certificates"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void decodesGzip() {
        int port = listen(
                new HttpServerOptions().setCompressionSupported(true),
                r -> r.response()
                        .end(
                                r.getHeader("accept-encoding").contains("gzip")
                                        ? "x".repeat(100_000)
                                        : "no gzip asked for"));
        assertEquals(
                100_000,
                send(TlsSettings.DEFAULT, HttpCall.get("http://127.0.0.1:" + port))
                        .body()
                        .length());
    }

    @Test
    void aSmallAnswerMayNotUnfoldIntoALargeOne() {
        int port = listen(
                new HttpServerOptions().setCompressionSupported(true),
                r -> r.response().end(" ".repeat(8 << 20)));
        assertTrue(failure(TlsSettings.DEFAULT, "http://127.0.0.1:" + port)
                .getMessage()
                .contains("larger than 4 MiB"));
    }

    @Test
    void whatIsDeliveredIsNotRedirected() {
        int port = listen(
                new HttpServerOptions(),
                r -> r.response()
                        .setStatusCode(r.path().equals("/") ? 302 : 200)
                        .putHeader("Location", "/elsewhere")
                        .end());
        HttpCall call = HttpCall.form("http://127.0.0.1:" + port + "/", Map.of("a", "b"));

        assertEquals(200, send(TlsSettings.DEFAULT, call).status());
        Lease<HttpUpstream> upstream = HttpUpstream.lease(bench.environment(), TlsSettings.DEFAULT);
        assertEquals(302, upstream.client().deliver(call).await().status());
        upstream.release().await();
    }

    @Test
    void tellsHowLongToWaitInSecondsOrByDate() {
        int port = listen(
                new HttpServerOptions(),
                r -> r.response()
                        .setStatusCode(503)
                        .putHeader("Retry-After", r.path().equals("/date") ? "Fri, 02 Jan 2026 03:05:05 GMT" : "30")
                        .end());
        assertEquals(
                Duration.ofSeconds(30),
                send(TlsSettings.DEFAULT, HttpCall.get("http://127.0.0.1:" + port + "/"))
                        .refused()
                        .retryAfter()
                        .orElseThrow());
        assertEquals(
                Duration.ofSeconds(60),
                send(TlsSettings.DEFAULT, HttpCall.get("http://127.0.0.1:" + port + "/date"))
                        .refused()
                        .retryAfter()
                        .orElseThrow());
    }

    @Test
    void trustsTheGivenAuthorityBesidesTheSystems() {
        int port = listen(server(), r -> r.response().end("ok"));
        TlsSettings trusting = new TlsSettings(TestCertificates.text(certificates.ca()), "", "", "", false);
        assertEquals(
                "ok",
                send(trusting, HttpCall.get("https://127.0.0.1:" + port)).body().toString());
        String untrusted =
                failure(TlsSettings.DEFAULT, "https://127.0.0.1:" + port).getMessage();
        assertTrue(untrusted.contains("TLS handshake failed: unable to find valid certification path"), untrusted);
        assertEquals(
                "ok",
                send(TlsSettings.unsafe(true), HttpCall.get("https://127.0.0.1:" + port))
                        .body()
                        .toString());
    }

    @Test
    void trustsTheAuthoritiesOfTheEnvironmentsFolders() {
        bench.close();
        bench = new ScalerBench(
                Duration.ofSeconds(5),
                Map.of("KEDA_HTTP_MIN_TLS_VERSION", "TLS13"),
                List.of(folder.resolve("nowhere"), certificates.ca().getParent()),
                null,
                InstantSource.fixed(ScalerBench.NOW));
        int port = listen(server(), r -> r.response().end(r.sslSession().getProtocol()));
        assertEquals(
                "TLSv1.3",
                send(TlsSettings.DEFAULT, HttpCall.get("https://127.0.0.1:" + port))
                        .body()
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ":", ", "})
    void offersTheCiphersOfTheEnvironmentHoweverTheyAreListed(String separator) {
        String chosen = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        begin(Map.of("KEDA_HTTP_TLS_CIPHER_LIST", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" + separator + chosen));
        HttpServerOptions old = server().setEnabledSecureTransportProtocols(Set.of("TLSv1.2"));
        int port = listen(old, r -> r.response().end(r.sslSession().getCipherSuite()));
        assertEquals(
                chosen,
                send(TlsSettings.unsafe(true), HttpCall.get("https://127.0.0.1:" + port))
                        .body()
                        .toString());
    }

    @ParameterizedTest
    @CsvSource({"'',true", "false,true", "nonsense,true", "true,false", "1,false"})
    void keepsConnectionsUnlessTheEnvironmentForbidsIt(String disabled, boolean kept) {
        begin(Map.of("KEDA_HTTP_DISABLE_KEEP_ALIVE", disabled));
        int port = listen(
                new HttpServerOptions(),
                r -> r.response()
                        .end(Integer.toString(r.connection().remoteAddress().port())));
        var lease = HttpUpstream.lease(bench.environment(), TlsSettings.DEFAULT);
        HttpCall call = HttpCall.get("http://127.0.0.1:" + port);
        String first = ScalerBench.await(lease.client().send(call)).body().toString();
        String second = ScalerBench.await(lease.client().send(call)).body().toString();
        ScalerBench.await(lease.release());
        assertEquals(kept, first.equals(second));
    }

    @Test
    void checksTheNameOfTheServer() {
        HttpServerOptions other = server().setKeyCertOptions(new PemKeyCertOptions()
                .setCertPath(certificates.clientCert().toString())
                .setKeyPath(certificates.clientKey().toString()));
        int port = listen(other, r -> r.response().end("ok"));
        TlsSettings trusting = new TlsSettings(TestCertificates.text(certificates.ca()), "", "", "", false);
        String message = failure(trusting, "https://127.0.0.1:" + port).getMessage();
        assertTrue(message.contains("TLS handshake failed"), message);
    }

    @Test
    void showsItsCertificateWhenAsked() {
        HttpServerOptions demanding = server().setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(certificates.ca().toString()));
        int port = listen(demanding, r -> r.response().end("hello"));
        TlsSettings pair = new TlsSettings(
                TestCertificates.text(certificates.ca()),
                TestCertificates.text(certificates.clientCert()),
                TestCertificates.text(certificates.clientKey()),
                "",
                false);
        assertEquals(
                "hello",
                send(pair, HttpCall.get("https://127.0.0.1:" + port)).body().toString());
        TlsSettings bare = new TlsSettings(TestCertificates.text(certificates.ca()), "", "", "", false);
        assertTrue(failure(bare, "https://127.0.0.1:" + port) instanceof SourceException);
    }

    @Test
    void asksThroughTheProxy() {
        Vertx elsewhere = Vertx.vertx();
        HttpServer proxy = ScalerBench.await(elsewhere
                .createHttpServer()
                .requestHandler(r -> r.response().end("proxied " + r.uri()))
                .listen(0, "127.0.0.1"));
        bench.close();
        bench = new ScalerBench(
                Duration.ofSeconds(5),
                Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.actualPort()),
                List.of(),
                null,
                InstantSource.fixed(ScalerBench.NOW));
        assertEquals(
                "proxied http://weir.invalid/x?y",
                send(TlsSettings.DEFAULT, HttpCall.get("http://weir.invalid/x?y"))
                        .body()
                        .toString());
        ScalerBench.await(elsewhere.close());
    }

    @Test
    void honoursTheTriggersOwnTimeout() {
        int port = listen(new HttpServerOptions(), r -> {});
        String message = ScalerBench.failure(lease(
                        TlsSettings.DEFAULT,
                        HttpCall.get("http://127.0.0.1:" + port + "/x?key=s").within(Duration.ofMillis(150))))
                .getMessage();
        assertEquals("GET http://127.0.0.1:" + port + "/x?…: timed out after 150 ms", message);
    }

    @Test
    void sendsNoHeaderThatIsTwo() {
        int port = listen(new HttpServerOptions(), r -> r.response().end("ok"));
        Throwable failure = ScalerBench.failure(lease(
                TlsSettings.DEFAULT,
                HttpCall.get("http://127.0.0.1:" + port).credential("X-Key", "s3cret\r\nX-Other: 1")));
        assertTrue(failure instanceof SourceException && !failure.getMessage().contains("s3cret"), failure.toString());
    }

    private void begin(Map<String, String> variables) {
        bench.close();
        bench = new ScalerBench(
                Duration.ofSeconds(5), variables, List.of(), null, InstantSource.fixed(ScalerBench.NOW));
    }

    private HttpServerOptions server() {
        return new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(certificates.serverCert().toString())
                        .setKeyPath(certificates.serverKey().toString()));
    }

    private int listen(HttpServerOptions options, Handler<HttpServerRequest> handler) {
        return ScalerBench.await(bench.vertx()
                        .createHttpServer(options)
                        .requestHandler(handler)
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private HttpAnswer send(TlsSettings tls, HttpCall call) {
        return ScalerBench.await(lease(tls, call));
    }

    private Throwable failure(TlsSettings tls, String url) {
        return ScalerBench.failure(lease(tls, HttpCall.get(url)));
    }

    private Future<HttpAnswer> lease(TlsSettings tls, HttpCall call) {
        var lease = HttpUpstream.lease(bench.environment(), tls);
        return lease.client().send(call).eventually(lease::release);
    }
}
