package dev.weir.scalers.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.ServiceEndpoints;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Runs scenario files: a trigger and recorded replies, then what it must ask and come to. Each file is a list of cases:
 *
 * <pre>
 * - name: what the system does
 *   trigger:                    # type is the folder's name unless given
 *     metadata: {serverAddress: "${server}", …}
 *     auth: {}                  # from a TriggerAuthentication
 *     env: {}                   # of the target's container
 *     podIdentity: {provider: aws, roleArn: …}
 *     metricType: Value
 *     composite: true
 *     index: 0
 *   ask: false                  # where the upstream is none of HTTP: what is expected is of the trigger as it is made
 *   variables: {}               # of this process
 *   endpoints: [10.0.0.1:8080]  # of any service, where a cluster is needed
 *   reply: {status: 200, headers: {}, body: text}     # or replies: [ … ], the last one repeated
 *   expect:
 *     request: /path?query      # or a list
 *     headers: {authorization: …}   # of the last request; ~ means absent
 *     method: POST              # or a list
 *     body: text                # or a list, one for each request
 *     value: 5                  # NaN, Infinity allowed
 *     active: true
 *     metric: s0-prometheus
 *     metricType: AverageValue
 *     target: "5"
 *     empty: true               # an answer without a value
 *     error: part of the text   # of the poll or of the interpretation
 *     problems: [part of each]  # of making the trigger, in order, all of them
 *     warnings: [part of each]
 * </pre>
 */
public final class Scenarios {

    private record Asked(HttpServerRequest request, String body) {}

    private Scenarios() {}

    /** A test for each case of each file in the resource folder {@code type}. */
    public static Stream<DynamicTest> of(String type) {
        List<Scenario> all = read(type);
        assertFalse(all.isEmpty(), "no scenario for " + type);
        return all.stream().map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> run(type, scenario)));
    }

    private static List<Scenario> read(String type) {
        URL folder = Scenarios.class.getResource("/" + type);
        if (folder == null) {
            throw new AssertionError("there is no resource folder " + type);
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<Scenario> all = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                Object cases = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
                for (Object one : (List<?>) cases) {
                    all.add(new Scenario(file.getFileName().toString(), (Map<?, ?>) one));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String type, Scenario scenario) {
        try (ScalerBench bench = new ScalerBench(
                Duration.ofSeconds(3),
                scenario.texts("variables", ""),
                List.of(),
                endpoints(scenario),
                InstantSource.fixed(ScalerBench.NOW))) {
            List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
            HttpServer server = ScalerBench.await(bench.vertx()
                    .createHttpServer()
                    .requestHandler(request -> request.body()
                            .onSuccess(body -> reply(scenario, asked, new Asked(request, body.toString()))))
                    .listen(0, "127.0.0.1"));
            TriggerSpec spec = spec(type, scenario, "http://127.0.0.1:" + server.actualPort());
            if (scenario.has("expect.problems")) {
                refused(bench, spec, scenario);
            } else if (!Boolean.parseBoolean(scenario.text("ask", "true"))) {
                made(Scalers.load().create(spec, bench.environment()), scenario);
            } else {
                asked(bench, Scalers.load().create(spec, bench.environment()), scenario, asked);
            }
            assertEquals(0, bench.clients().size(), "clients left open");
        }
    }

    private static void refused(ScalerBench bench, TriggerSpec spec, Scenario scenario) {
        List<String> problems = assertThrows(
                        InvalidTriggerException.class, () -> Scalers.load().create(spec, bench.environment()))
                .problems();
        same(scenario.list("expect.problems"), problems);
    }

    private static <R extends Record> void asked(
            ScalerBench bench, Trigger<R> trigger, Scenario scenario, List<Asked> asked) {
        Outcome said = outcome(bench, trigger);
        assertEquals(Boolean.parseBoolean(scenario.text("expect.empty", "false")), said instanceof Outcome.Empty);
        Outcome outcome = said.counted();
        ScalerBench.await(trigger.source().close());
        if (scenario.has("expect.error")) {
            String error = outcome instanceof Outcome.Rejected rejected ? rejected.message() : outcome.toString();
            assertTrue(outcome instanceof Outcome.Rejected, "should be refused, but is " + outcome);
            assertTrue(error.contains(scenario.text("expect.error", "")), error);
        } else {
            measured(scenario, outcome);
        }
        told(scenario, trigger);
        if (scenario.has("expect.request")) {
            assertEquals(
                    scenario.list("expect.request"),
                    asked.stream().map(one -> one.request().uri()).toList());
        }
        if (scenario.has("expect.method")) {
            assertEquals(
                    scenario.list("expect.method"),
                    asked.stream().map(one -> one.request().method().name()).toList());
        }
        if (scenario.has("expect.body")) {
            assertEquals(
                    scenario.list("expect.body"),
                    asked.stream().map(Asked::body).toList());
        }
        scenario.texts("expect.headers", "")
                .forEach((name, value) -> assertEquals(
                        value,
                        String.valueOf(asked.get(asked.size() - 1).request().getHeader(name)),
                        name));
    }

    private static void made(Trigger<?> trigger, Scenario scenario) {
        told(scenario, trigger);
        ScalerBench.await(trigger.source().close());
    }

    private static void told(Scenario scenario, Trigger<?> trigger) {
        if (trigger.metrics().isEmpty()) {
            assertFalse(scenario.has("expect.metric"), "the upstream names the metrics");
        } else {
            metric(scenario, trigger.metrics().get(0));
        }
        if (scenario.has("expect.warnings")) {
            same(scenario.list("expect.warnings"), trigger.warnings());
        }
    }

    private static <R extends Record> Outcome outcome(ScalerBench bench, Trigger<R> trigger) {
        Future<Outcome> outcome = bench.onLoop(trigger.source())
                .map(reading -> trigger.interpreter().interpret(reading))
                .recover(failure -> failure instanceof SourceException
                        ? Future.succeededFuture(new Outcome.Rejected(failure.getMessage()))
                        : Future.failedFuture(failure));
        return ScalerBench.await(outcome);
    }

    private static void measured(Scenario scenario, Outcome outcome) {
        assertTrue(outcome instanceof Outcome.Measured, () -> "should be measured, but is " + outcome);
        Outcome.Measured measured = (Outcome.Measured) outcome;
        if (scenario.has("expect.value")) {
            assertEquals(
                    Double.parseDouble(scenario.text("expect.value", "")),
                    measured.values().get(0),
                    1e-9);
        }
        if (scenario.has("expect.active")) {
            assertEquals(Boolean.parseBoolean(scenario.text("expect.active", "")), measured.active());
        }
    }

    private static void metric(Scenario scenario, MetricSpec metric) {
        assertEquals(scenario.text("expect.metric", metric.name()), metric.name());
        assertEquals(
                scenario.text("expect.metricType", metric.type().name()),
                metric.type().name());
        assertEquals(
                scenario.text("expect.target", metric.target().text()),
                metric.target().text());
    }

    private static void same(List<String> parts, List<String> texts) {
        assertEquals(parts.size(), texts.size(), () -> "expected " + parts + " but got " + texts);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            String text = texts.get(i);
            assertTrue(text.contains(part), () -> "expected " + part + " in " + text);
        }
    }

    private static TriggerSpec spec(String type, Scenario scenario, String server) {
        Map<String, String> pod = scenario.texts("trigger.podIdentity", server);
        String metricType = scenario.text("trigger.metricType", "");
        return new TriggerSpec(
                "ScaledObject",
                "default",
                "scenario",
                Integer.parseInt(scenario.text("trigger.index", "0")),
                null,
                scenario.text("trigger.type", type),
                scenario.texts("trigger.metadata", server),
                scenario.texts("trigger.auth", server),
                scenario.texts("trigger.env", server),
                pod.isEmpty() ? PodIdentity.NONE : new PodIdentity(pod.getOrDefault("provider", "none"), pod),
                metricType.isEmpty() ? null : metricType,
                Boolean.parseBoolean(scenario.text("trigger.composite", "false")));
    }

    private static void reply(Scenario scenario, List<Asked> all, Asked asked) {
        all.add(asked);
        List<Map<?, ?>> replies = scenario.replies();
        Map<?, ?> reply = replies.get(Math.min(all.size(), replies.size()) - 1);
        Object status = reply.get("status");
        Object body = reply.get("body");
        Scenario.texts(reply.get("headers"), "").forEach(asked.request().response()::putHeader);
        asked.request()
                .response()
                .setStatusCode(status == null ? 200 : Integer.parseInt(status.toString()))
                .end(body == null ? "" : body.toString());
    }

    private static @Nullable ServiceEndpoints endpoints(Scenario scenario) {
        if (!scenario.has("endpoints")) {
            return null;
        }
        List<ServiceEndpoints.Endpoint> all = scenario.list("endpoints").stream()
                .map(text -> new ServiceEndpoints.Endpoint(
                        text.replaceAll(":[0-9]+$", ""), List.of(Integer.valueOf(text.replaceAll(".*:", "")))))
                .toList();
        return (namespace, service) -> Future.succeededFuture(all);
    }
}
