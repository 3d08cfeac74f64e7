package dev.weir.scalers.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is pushed; what is asked is as with external. */
final class ExternalPushScalerTest {

    private static final Buffer ACTIVE = ExternalStandIn.active(1);
    private static final Buffer INACTIVE = ExternalStandIn.active(0);

    private final ScalerBench bench = new ScalerBench(Duration.ofSeconds(5));
    private final ExternalStandIn server = new ExternalStandIn(bench.vertx())
            .metrics(ExternalStandIn.metric("a", 5, 0))
            .values("a", ExternalStandIn.metric("a", 7, 0))
            .values("b", ExternalStandIn.metric("b", 9, 0))
            .active(false);
    private final BlockingQueue<ExternalAnswer> heard = new LinkedBlockingQueue<>();
    private final int port = ScalerBench.await(server.listen(0)).actualPort();

    @AfterEach
    void close() {
        assertEquals(0, bench.clients().size(), "clients left open after the last source closed");
        bench.close();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("external-push");
    }

    @Test
    void aWordThatItIsActiveCallsForReplicas() throws Exception {
        Trigger<ExternalAnswer> trigger = trigger("ScaledObject");
        bench.poll(trigger.source());
        trigger.source().listen(heard::add);
        server.push("StreamIsActive", ACTIVE);

        ExternalAnswer called = next();
        Outcome.Specified said = (Outcome.Specified) trigger.interpreter().interpret(called);
        assertEquals("s0-a", said.metrics().get(0).name());
        assertEquals(new Outcome.Called(null), said.counted());
        ScalerBench.await(trigger.source().close());
    }

    /** Messages come in their order, so that what is heard first is what was not ignored. */
    @Test
    void aWordThatItIsNotActiveIsIgnored() throws Exception {
        Source<ExternalAnswer> source = trigger("ScaledObject").source();
        bench.poll(source);
        source.listen(heard::add);
        server.push("StreamIsActive", INACTIVE);
        server.push("StreamIsActive", ACTIVE);

        assertTrue(next().called());
        assertTrue(heard.isEmpty());
        ScalerBench.await(source.close());
    }

    /** A server may call as soon as it is listened to. */
    @Test
    void aCallBeforeTheFirstAnswerIsToldAfterIt() throws Exception {
        ExternalSource source = (ExternalSource) trigger("ScaledObject").source();
        source.listen(heard::add);
        source.call(heard::add);
        assertTrue(heard.isEmpty());
        bench.poll(source);
        ExternalAnswer called = next();
        assertTrue(called.called());
        assertEquals(List.of(new ExternalMetric("a", "5", 7)), called.metrics());
        ScalerBench.await(source.close());
    }

    @Test
    void nobodyIsCalledForAMetricThatIsNotNamed() {
        server.metrics();
        ExternalSource source = (ExternalSource) trigger("ScaledObject").source();
        bench.poll(source);
        source.call(heard::add);
        assertTrue(heard.isEmpty());
        ScalerBench.await(source.close());
    }

    @Test
    void metricsThatAreToldTakeThePlaceOfThoseThatAreAskedFor() throws Exception {
        Source<ExternalAnswer> source = trigger("ScaledObject").source();
        bench.poll(source);
        source.listen(heard::add);
        server.push("StreamMetricSpec", ExternalStandIn.repeated(ExternalStandIn.metric("b", 3, 0)));

        ExternalAnswer told = next();
        assertEquals(List.of(new ExternalMetric("b", "3", 9)), told.metrics());
        int before = server.questions().size();
        assertEquals(told, bench.poll(source));
        List<String> questions = server.questions();
        assertEquals(List.of("GetMetrics b", "IsActive"), questions.subList(before, questions.size()));
        ScalerBench.await(source.close());
    }

    /** One that tells of others while it is asked is asked once more, and no more than that. */
    @Test
    void aServerThatTellsOfOthersAllTheTimeIsNotAskedWithoutEnd() {
        ExternalSource source = (ExternalSource) trigger("ScaledObject").source();
        server.before(
                "IsActive",
                () -> source.told(List.of(new ExternalMetric("b", Integer.toString(server.asked.size()), 0))));
        ExternalAnswer answer = bench.poll(source);
        assertEquals(
                List.of("b"),
                answer.metrics().stream().map(ExternalMetric::name).toList());
        assertTrue(answer.problem().contains("told of other metrics whenever it was asked"), answer.problem());
        assertEquals(List.of("GetMetricSpec", "GetMetrics a", "IsActive", "GetMetrics b", "IsActive"), server.asked);
        ScalerBench.await(source.close());
    }

    @Test
    void noMetricMayBeToldToo() throws Exception {
        Source<ExternalAnswer> source = trigger("ScaledObject").source();
        bench.poll(source);
        source.listen(heard::add);
        server.push("StreamMetricSpec", Buffer.buffer());

        ExternalAnswer told = next();
        assertEquals(List.of(), told.metrics());
        assertFalse(told.called());
        ScalerBench.await(source.close());
    }

    /** The server sees the same, but nobody listens to it for a ScaledJob. */
    @Test
    void aScaledJobIsAskedOnly() {
        Trigger<ExternalAnswer> job = trigger("ScaledJob");
        Trigger<ExternalAnswer> object = trigger("ScaledObject");
        assertEquals(1, job.warnings().size());
        assertTrue(job.warnings().get(0).contains("has no effect on a ScaledJob"), job.warnings()::toString);
        assertEquals(List.of(), object.warnings());
        assertNotEquals(object.source().key(), job.source().key());
        job.source().listen(heard::add);
        bench.poll(job.source());
        assertEquals(List.of("GetMetricSpec", "GetMetrics a", "IsActive"), server.asked);
        ScalerBench.await(job.source().close());
        ScalerBench.await(object.source().close());
    }

    private ExternalAnswer next() throws InterruptedException {
        ExternalAnswer answer = heard.poll(30, TimeUnit.SECONDS);
        assertTrue(answer != null, () -> "nothing heard, but asked " + server.asked);
        return answer;
    }

    @SuppressWarnings("unchecked")
    private Trigger<ExternalAnswer> trigger(String kind) {
        TriggerSpec spec = new TriggerSpec(
                kind,
                "default",
                "web",
                0,
                null,
                "external-push",
                Map.of("scalerAddress", "127.0.0.1:" + port),
                Map.of(),
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
        return (Trigger<ExternalAnswer>) Scalers.load().create(spec, bench.environment());
    }
}
