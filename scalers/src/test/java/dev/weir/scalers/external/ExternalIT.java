package dev.weir.scalers.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.weir.cache.source.Source;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.TestCertificates;
import dev.weir.scalers.testing.Triggers;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server made of gRPC's own library. */
final class ExternalIT {

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static ServerProcess server;
    private static int port;
    private static int tlsPort;

    @BeforeAll
    static void start() throws Exception {
        Path python = ServerProcess.find("python3", "python3");
        needGrpc(python);
        certificates = TestCertificates.in(folder.resolve("certificates"));
        state("[[\"jobs/ready\", 2.5, 7]]", false, 0, 0);
        port = ServerProcess.freePort();
        tlsPort = ServerProcess.freePort();
        server = ServerProcess.start(
                        "external",
                        folder,
                        Map.of(),
                        List.of(
                                python.toString(),
                                Path.of("src/test/servers/external/server.py")
                                        .toAbsolutePath()
                                        .toString(),
                                folder.resolve("state.json").toString(),
                                Integer.toString(port),
                                Integer.toString(tlsPort),
                                certificates.ca().toString(),
                                certificates.serverCert().toString(),
                                certificates.serverKey().toString()))
                .ready(Duration.ofSeconds(30), ExternalIT::listens);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static void needGrpc(Path python) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(python.toString(), "-c", "import grpc, google.protobuf")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("grpc.log").toFile())
                .start();
        if (asked.waitFor() != 0) {
            String sentence = "gRPC for Python is not on this machine: pip install grpcio protobuf";
            if ("true".equals(System.getenv("WEIR_REQUIRE_SERVERS"))) {
                fail(sentence);
            }
            abort(sentence);
        }
    }

    private static boolean listens() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        }
    }

    /** Whole at once: the server reads it at any time. */
    private static void state(String metrics, boolean active, int calls, int told) throws IOException {
        Path next = folder.resolve("next.json");
        Files.writeString(
                next,
                "{\"metrics\": " + metrics + ", \"active\": " + active + ", \"calls\": " + calls + ", \"told\": " + told
                        + "}");
        Files.move(next, folder.resolve("state.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void asksAServerOfGrpc() throws Exception {
        Map<String, String> metadata = Map.of("scalerAddress", "dns:///127.0.0.1:" + port, "waiting", "42");
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10))) {
            state("[[\"jobs/ready\", 2.5, 7], [\"told\", 5, \"waiting\"]]", true, 0, 0);
            assertEquals(
                    new Outcome.Measured(List.of(7.0, 42.0), true), Asked.once(bench, "external", metadata, Map.of()));
            state("[]", true, 0, 0);
            assertEquals(
                    new Outcome.Rejected("the external scaler names no metric"),
                    Asked.once(bench, "external", metadata, Map.of()));
        }
    }

    @Test
    void speaksTlsAndShowsItsCertificate() throws Exception {
        Map<String, String> metadata = Map.of("scalerAddress", "127.0.0.1:" + tlsPort);
        Map<String, String> client = Map.of(
                "caCert", TestCertificates.text(certificates.ca()),
                "tlsClientCert", TestCertificates.text(certificates.clientCert()),
                "tlsClientKey", TestCertificates.text(certificates.clientKey()));
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(2))) {
            state("[[\"a\", 5, 7]]", true, 0, 0);
            Outcome seven = Outcome.of(7, true);
            assertEquals(seven, Asked.once(bench, "external", metadata, client));
            String untrusted =
                    Asked.failure(bench, "external", Triggers.and(metadata, Map.of("enableTLS", "true")), Map.of());
            assertTrue(untrusted.contains("TLS handshake failed"), untrusted);
            // Nobody is verified, but the server still wants to see who asks.
            Map<String, String> unsafe = Triggers.and(metadata, Map.of("unsafeSsl", "true"));
            assertEquals(seven, Asked.once(bench, "external", unsafe, client));
            Asked.failure(bench, "external", Triggers.and(unsafe, Map.of("enableTLS", "true")), Map.of());
        }
    }

    @Test
    void isCalledAndToldOfOtherMetrics() throws Exception {
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10))) {
            Trigger<ExternalAnswer> trigger = push(bench);
            Source<ExternalAnswer> source = trigger.source();
            state("[[\"a\", 5, 7]]", false, 0, 0);
            bench.poll(source);
            BlockingQueue<ExternalAnswer> heard = new LinkedBlockingQueue<>();
            source.listen(heard::add);
            // Nothing says that a stream is open, so the server sends until something is heard.
            ExternalAnswer called = null;
            for (int i = 1; i < 60 && called == null; i++) {
                state("[[\"a\", 5, 7]]", false, i, 0);
                called = heard.poll(500, TimeUnit.MILLISECONDS);
            }
            assertTrue(called != null && called.called(), String.valueOf(called));
            ExternalAnswer told = null;
            for (int i = 1; i < 60 && (told == null || told.called()); i++) {
                state("[[\"b\", 2.5, 9]]", false, 100, i);
                told = heard.poll(500, TimeUnit.MILLISECONDS);
            }
            assertEquals(List.of(new ExternalMetric("b", "2500m", 9)), told == null ? List.of() : told.metrics());
            ScalerBench.await(source.close());
            assertTrue(server.alive());
        }
    }

    @SuppressWarnings("unchecked")
    private static Trigger<ExternalAnswer> push(ScalerBench bench) {
        return (Trigger<ExternalAnswer>) Scalers.load()
                .create(
                        Triggers.of("external-push", Map.of("scalerAddress", "127.0.0.1:" + port), Map.of()),
                        bench.environment());
    }
}
