package dev.weir.scalers.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.Scalers;
import dev.weir.scalers.prometheus.QueryAnswer.Kind;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.PrometheusServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.TestCertificates;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Prometheus, which scrapes an exporter that this test serves. */
final class PrometheusIT {

    @TempDir
    Path folder;

    private ScalerBench bench;
    private HttpServer exporter;

    @BeforeEach
    void serve() {
        ServerProcess.find("prometheus", "prometheus");
        bench = new ScalerBench(Duration.ofSeconds(3), Map.of(), List.of(), null, InstantSource.system());
        exporter = ScalerBench.await(bench.vertx()
                .createHttpServer()
                .requestHandler(request ->
                        request.response().end("jobs_waiting{queue=\"a b\"} 12.5\njobs_waiting{queue=\"c\"} 4\n"))
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void asksWhatTriggersAsk() throws Exception {
        try (PrometheusServer server = PrometheusServer.start(folder, List.of(target()))) {
            Trigger<QueryAnswer> sum = trigger(server.address(), "sum(jobs_waiting)", Map.of(), Map.of());
            assertEquals(new QueryAnswer(Kind.SAMPLE, 16.5, 1), bare(scraped(sum)));
            assertEquals(Outcome.of(16.5, true), sum.interpreter().interpret(bench.poll(sum.source())));
            assertEquals(new QueryAnswer(Kind.SAMPLE, 12.5, 1), bare(once(server, "jobs_waiting{queue=\"a b\"}")));
            assertEquals(new QueryAnswer(Kind.SEVERAL, 0, 2), bare(once(server, "jobs_waiting")));
            assertEquals(new QueryAnswer(Kind.EMPTY, 0, 0), bare(once(server, "no_such_metric")));
            assertEquals(new QueryAnswer(Kind.EMPTY, 0, 1), bare(once(server, "jobs_waiting{queue=\"c\"}[1m]")));
            assertEquals(Double.POSITIVE_INFINITY, once(server, "vector(1)/0").value());
            ScalerBench.await(sum.source().close());
        }
    }

    @Test
    void passesOnWhatPrometheusHasAgainstAQuery() {
        try (PrometheusServer server = PrometheusServer.start(folder, List.of(target()))) {
            Trigger<QueryAnswer> broken = trigger(server.address(), "sum(", Map.of(), Map.of());
            String message = bench.pollFailure(broken.source());
            assertTrue(message.contains("answered 400 Bad Request") && message.contains("parse error"), message);
            Trigger<QueryAnswer> scalar = trigger(server.address(), "scalar(vector(1))", Map.of(), Map.of());
            assertTrue(bench.pollFailure(scalar.source()).contains("vector()"));
            ScalerBench.await(broken.source().close());
            ScalerBench.await(scalar.source().close());
        }
    }

    @Test
    void asksOverTlsWithUserAndPassword() throws Exception {
        TestCertificates certificates = TestCertificates.in(folder.resolve("certificates"));
        try (PrometheusServer server =
                PrometheusServer.start(folder, List.of(target()), ServerProcess.freePort(), certificates)) {
            Map<String, String> auth = new HashMap<>(Map.of(
                    "authModes",
                    "basic",
                    "username",
                    PrometheusServer.USER,
                    "password",
                    PrometheusServer.PASSWORD,
                    "ca",
                    TestCertificates.text(certificates.ca())));
            Trigger<QueryAnswer> good = trigger(server.address(), "sum(jobs_waiting)", Map.of(), auth);
            assertEquals(16.5, scraped(good).value());
            auth.put("password", "wrong");
            Trigger<QueryAnswer> wrong = trigger(server.address(), "sum(jobs_waiting)", Map.of(), auth);
            assertTrue(bench.pollFailure(wrong.source()).contains("answered 401 Unauthorized"));
            auth.remove("ca");
            Trigger<QueryAnswer> untrusting = trigger(server.address(), "sum(jobs_waiting)", Map.of(), auth);
            assertTrue(bench.pollFailure(untrusting.source()).contains("TLS handshake failed"));
            for (Trigger<QueryAnswer> trigger : List.of(good, wrong, untrusting)) {
                ScalerBench.await(trigger.source().close());
            }
        }
    }

    @Test
    void answersAgainAfterACrash() throws Exception {
        int port = ServerProcess.freePort();
        Trigger<QueryAnswer> trigger = trigger("http://127.0.0.1:" + port, "sum(jobs_waiting)", Map.of(), Map.of());
        try (PrometheusServer first = PrometheusServer.start(folder, List.of(target()), port, null)) {
            scraped(trigger);
            first.kill();
            bench.pollFailure(trigger.source());
        }
        try (PrometheusServer second = PrometheusServer.start(folder.resolve("2"), List.of(target()), port, null)) {
            assertEquals(16.5, scraped(trigger).value());
            assertEquals(port, second.port());
        }
        ScalerBench.await(trigger.source().close());
    }

    /** Without its words, in which the time stands. */
    private static QueryAnswer bare(QueryAnswer answer) {
        return new QueryAnswer(answer.kind(), answer.value(), answer.elements());
    }

    private String target() {
        return "127.0.0.1:" + exporter.actualPort();
    }

    private QueryAnswer once(PrometheusServer server, String query) {
        Trigger<QueryAnswer> trigger = trigger(server.address(), query, Map.of(), Map.of());
        QueryAnswer answer = bench.poll(trigger.source());
        ScalerBench.await(trigger.source().close());
        return answer;
    }

    /** Polls until Prometheus has scraped: it does so every second. */
    private QueryAnswer scraped(Trigger<QueryAnswer> trigger) throws InterruptedException {
        for (int attempt = 0; attempt < 150; attempt++) {
            QueryAnswer answer =
                    ScalerBench.await(bench.onLoop(trigger.source()).otherwise(new QueryAnswer(Kind.EMPTY, 0, 0)));
            if (answer.kind() == Kind.SAMPLE) {
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return bench.poll(trigger.source());
    }

    @SuppressWarnings("unchecked")
    private Trigger<QueryAnswer> trigger(
            String address, String query, Map<String, String> more, Map<String, String> auth) {
        Map<String, String> metadata = new HashMap<>(more);
        metadata.put("serverAddress", address);
        metadata.put("query", query);
        metadata.put("threshold", "5");
        TriggerSpec spec = new TriggerSpec(
                "ScaledObject",
                "default",
                "web",
                0,
                null,
                "prometheus",
                metadata,
                auth,
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
        return (Trigger<QueryAnswer>) Scalers.load().create(spec, bench.environment());
    }
}
