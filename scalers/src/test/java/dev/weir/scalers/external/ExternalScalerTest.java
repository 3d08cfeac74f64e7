package dev.weir.scalers.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.SourceContract;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExternalScalerTest extends SourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("external");
    }

    @Test
    void asksWhichMetricsThereAreThenForEachThenWhetherItIsActive() {
        ExternalStandIn server = standIn();
        server.metrics(ExternalStandIn.metric("jobs/ready", 5, 0), ExternalStandIn.metric("b", 0, 2.5))
                .values("jobs/ready", ExternalStandIn.metric("anything", 7, 0))
                .values("b", ExternalStandIn.metric("b", 7, 1.5))
                .active(true);

        assertEquals(
                new Outcome.Specified(
                        List.of(
                                new MetricSpec("s0-jobs/ready", MetricType.AverageValue, Quantity.of(5)),
                                new MetricSpec("s0-b", MetricType.AverageValue, new Quantity("2500m"))),
                        new Outcome.Measured(List.of(7.0, 1.5), true)),
                outcome(server));
        assertEquals(List.of("GetMetricSpec", "GetMetrics jobs/ready", "GetMetrics b", "IsActive"), server.asked);
    }

    /** The metric has what the server says, its place and type are the manifest's. */
    @Test
    void namesMetricsByTheirTrigger() {
        ExternalStandIn server = standIn().metrics(ExternalStandIn.metric("a", 5, 0));
        server.values("a", ExternalStandIn.metric("a", 0, 0));
        TriggerSpec spec = spec(port(server), Map.of(), 3, "Value");
        Outcome.Specified said = (Outcome.Specified) outcome(trigger(spec));
        assertEquals(List.of(new MetricSpec("s3-a", MetricType.Value, Quantity.of(5))), said.metrics());
    }

    @ParameterizedTest
    @CsvSource({"7, 0, 7", "7, 1.5, 1.5", "7, -1.5, 7", "7, NaN, 7", "-3, 0, -3", "0, 0, 0", "7, Infinity, Infinity"})
    void aFloatCountsAboveZeroOnly(long whole, double decimal, double value) {
        ExternalStandIn server = standIn().metrics(ExternalStandIn.metric("a", 5, 0));
        server.values("a", ExternalStandIn.metric("a", whole, decimal)).active(true);
        assertEquals(new Outcome.Measured(List.of(value), true), outcome(server).counted());
    }

    /** An HPA would be given them all, and adds them up as they are served. */
    @Test
    void severalValuesOfAMetricAreAddedUp() {
        ExternalStandIn server = standIn().metrics(ExternalStandIn.metric("a", 5, 0));
        server.values(
                "a",
                ExternalStandIn.metric("a", 7, 0),
                ExternalStandIn.metric("b", -2, 0),
                ExternalStandIn.metric("c", 0, 0.5));
        assertEquals(new Outcome.Measured(List.of(7.5), false), outcome(server).counted());
    }

    /** Nothing but its word says whether it is active. */
    @Test
    void theValueHasNoSayInActivity() {
        ExternalStandIn server = standIn().metrics(ExternalStandIn.metric("a", 5, 0));
        Trigger<?> trigger = trigger(spec(port(server)));
        server.values("a", ExternalStandIn.metric("a", 0, 0)).active(true);
        assertEquals(new Outcome.Measured(List.of(0.0), true), outcome(trigger).counted());
        server.values("a", ExternalStandIn.metric("a", 100, 0)).active(false);
        assertEquals(
                new Outcome.Measured(List.of(100.0), false), outcome(trigger).counted());
    }

    @Test
    void tellsTheServerAllMetadataAndWhatTheEnvironmentGives() {
        ExternalStandIn server = standIn();
        int port = port(server);
        Map<String, String> metadata = Map.of(
                "query", " as written ",
                "tokenFromEnv", "TOKEN",
                "emptyFromEnv", "EMPTY",
                "unsetFromEnv", "UNSET",
                "enableTLS", "false");
        bench.poll(source(spec(port, metadata, 0, null)));
        assertEquals("default/web", server.asker());
        assertEquals(
                Map.of(
                        "scalerAddress", "127.0.0.1:" + port,
                        "query", " as written ",
                        "tokenFromEnv", "s3cret",
                        "enableTLS", "false"),
                server.metadata());
    }

    @ParameterizedTest
    @CsvSource({"GetMetrics, GetMetrics", "IsActive, IsActive"})
    void whatCannotBeMeasuredIsNamedAllTheSame(String method, String asked) {
        ExternalStandIn server = standIn().metrics(ExternalStandIn.metric("a", 5, 0));
        server.values("a", ExternalStandIn.metric("a", 7, 0)).failing(method, 12);
        Outcome.Specified said = (Outcome.Specified) outcome(server);
        assertEquals("s0-a", said.metrics().get(0).name());
        String problem = ((Outcome.Rejected) said.counted()).message();
        assertTrue(problem.endsWith("/" + asked + ": answered gRPC status 12: it fails"), problem);
    }

    @Test
    void aServerThatCannotNameItsMetricsIsAFailure() {
        ExternalStandIn server = standIn().failing("GetMetricSpec", 14);
        int port = port(server);
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.endsWith("/GetMetricSpec: answered gRPC status 14: it fails"), failure);
    }

    @Test
    void noMetricAndNoValueAreErrors() {
        ExternalStandIn server = standIn();
        Outcome.Specified said = (Outcome.Specified) outcome(server);
        assertEquals(List.of(), said.metrics());
        assertEquals(new Outcome.Rejected("the external scaler names no metric"), said.counted());
        server = standIn().metrics(ExternalStandIn.metric("a", 5, 0));
        String problem = ((Outcome.Rejected) outcome(server).counted()).message();
        assertTrue(problem.endsWith("/GetMetrics: answered no value of the metric \"a\""), problem);
    }

    @Test
    void nonsenseIsAFailure() {
        ExternalStandIn server = standIn().metrics(Buffer.buffer(new byte[] {10, 100, 1}));
        int port = port(server);
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("no message of an external scaler"), failure);
    }

    /** Nothing is not the message whose fields are all empty. */
    @Test
    void anAnswerWithoutAMessageIsAFailure() {
        ExternalStandIn server = standIn().silent("GetMetricSpec");
        int port = port(server);
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.endsWith("/GetMetricSpec: answered without a message"), failure);
    }

    @Test
    void anAnswerBeyondTheLimitIsAFailure() {
        ExternalStandIn server = standIn().metrics(Buffer.buffer(new byte[5 << 20]));
        int port = port(server);
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.endsWith("/GetMetricSpec: the answer is larger than 4 MiB, the limit"), failure);
    }

    @Test
    void moreMetricsThanTheLimitAreAFailure() {
        Buffer[] many = new Buffer[ExternalMessages.MOST_METRICS + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = ExternalStandIn.metric("m" + i, 5, 0);
        }
        ExternalStandIn server = standIn().metrics(many);
        int port = port(server);
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("more than 100 metrics"), failure);
    }

    /** The server is told of it, so two objects never share an answer. */
    @Test
    void theObjectIsPartOfTheQuestion() {
        TriggerSpec s = spec(1000);
        TriggerSpec other = new TriggerSpec(
                s.objectKind(),
                s.namespace(),
                "other",
                s.index(),
                s.name(),
                s.type(),
                s.metadata(),
                s.authParams(),
                s.env(),
                s.podIdentity(),
                s.metricType(),
                s.composite());
        assertNotEquals(source(s).key(), source(other).key());
        assertNotEquals(
                source(s).key(),
                source(s.with(Map.of(), Map.of("TOKEN", "an0ther"))).key());
    }

    private ExternalStandIn standIn() {
        return new ExternalStandIn(bench.vertx());
    }

    private static int port(ExternalStandIn server) {
        return ScalerBench.await(server.listen(0)).actualPort();
    }

    private Outcome outcome(ExternalStandIn server) {
        return outcome(trigger(spec(port(server))));
    }

    private <R extends Record> Outcome outcome(Trigger<R> trigger) {
        return trigger.interpreter().interpret(bench.poll(trigger.source()));
    }

    @Override
    protected boolean tellsItsObject() {
        return true;
    }

    /** Its credentials are certificates; those are tried where they are shown. */
    @Override
    protected boolean hasCredentialsAndTls() {
        return false;
    }

    @Override
    protected Duration patience() {
        return TIMEOUT.multipliedBy(8);
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        ExternalStandIn server = standIn().metrics(ExternalStandIn.metric("a", 5, 0));
        return server.values("a", ExternalStandIn.metric("a", 7, 0))
                .active(true)
                .listen(port)
                .map(open -> (AutoCloseable) () -> ScalerBench.await(open.close()));
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec(port, Map.of("tokenFromEnv", "TOKEN"), 0, null);
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec(port, Map.of("tokenFromEnv", "TOKEN"), 0, "Value");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        throw new AssertionError("see hasCredentialsAndTls");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        throw new AssertionError("see hasCredentialsAndTls");
    }

    @Override
    protected List<String> secrets() {
        return List.of("s3cret");
    }

    private static TriggerSpec spec(int port, Map<String, String> more, int index, @Nullable String metricType) {
        return new TriggerSpec(
                "ScaledObject",
                "default",
                "web",
                index,
                null,
                "external",
                Triggers.and(Map.of("scalerAddress", "127.0.0.1:" + port), more),
                Map.of(),
                Map.of("TOKEN", "s3cret", "EMPTY", ""),
                PodIdentity.NONE,
                metricType,
                false);
    }
}
