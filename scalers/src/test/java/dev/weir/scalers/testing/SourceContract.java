package dev.weir.scalers.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every source of every trigger type promises. A type's test extends this and says how its triggers look. */
public abstract class SourceContract {

    /** Given to the environment: short, because tests wait for it, and long enough for 10 MB on a machine that does much else. */
    protected static final Duration TIMEOUT = Duration.ofMillis(1_500);

    private final List<Source<?>> made = new ArrayList<>();
    protected ScalerBench bench;

    /** A trigger with credentials that asks 127.0.0.1 on this port, without TLS. */
    protected abstract TriggerSpec spec(int port);

    /** The same question with the same credentials, interpreted otherwise. */
    protected abstract TriggerSpec withOtherThresholds(int port);

    /** The same question with other credentials. */
    protected abstract TriggerSpec withOtherCredentials(int port);

    /** The same trigger over TLS; its certificate checks do not matter. */
    protected abstract TriggerSpec overTls(int port);

    /** Whether the protocol has both; where not, neither {@link #withOtherCredentials} nor {@link #overTls} is called. */
    protected boolean hasCredentialsAndTls() {
        return true;
    }

    /** Whether the server is told whose trigger it is, so that nothing can be shared between objects. */
    protected boolean tellsItsObject() {
        return false;
    }

    /** Every secret that {@link #spec} holds. */
    protected abstract List<String> secrets();

    /** Starts a server that answers this trigger's question well; the port is free. */
    protected abstract Future<? extends AutoCloseable> healthy(int port);

    /** How long a poll may take at most before it fails by itself. */
    protected Duration patience() {
        return TIMEOUT.multipliedBy(6);
    }

    @BeforeEach
    void openBench() {
        bench = new ScalerBench(TIMEOUT);
    }

    @AfterEach
    void closeBench() {
        made.forEach(source -> ScalerBench.await(source.close()));
        assertEquals(0, bench.clients().size(), "clients left open after the last source closed");
        bench.close();
    }

    /** Makes a trigger whose source is closed after the test. */
    protected Trigger<?> trigger(TriggerSpec spec) {
        Trigger<?> trigger = Scalers.load().create(spec, bench.environment());
        made.add(trigger.source());
        return trigger;
    }

    protected Source<?> source(TriggerSpec spec) {
        return trigger(spec).source();
    }

    @Test
    void sameQuestionHasTheSameKey() {
        assertEquals(source(spec(1000)).key(), source(spec(1000)).key());
    }

    @Test
    void thresholdsAreNoPartOfTheKey() {
        assertEquals(source(spec(1000)).key(), source(withOtherThresholds(1000)).key());
    }

    @Test
    void indexObjectAndNameAreNoPartOfTheKey() {
        TriggerSpec s = spec(1000);
        TriggerSpec other = new TriggerSpec(
                tellsItsObject() ? s.objectKind() : "ScaledJob",
                tellsItsObject() ? s.namespace() : "elsewhere",
                tellsItsObject() ? s.objectName() : "other",
                7,
                "named",
                s.type(),
                s.metadata(),
                s.authParams(),
                s.env(),
                s.podIdentity(),
                s.metricType(),
                s.composite());
        assertEquals(source(s).key(), source(other).key());
    }

    @Test
    void otherUpstreamsAndCredentialsHaveOtherKeys() {
        assertNotEquals(source(spec(1000)).key(), source(spec(1001)).key());
        if (hasCredentialsAndTls()) {
            assertNotEquals(
                    source(spec(1000)).key(), source(withOtherCredentials(1000)).key());
            assertNotEquals(source(spec(1000)).key(), source(overTls(1000)).key());
        }
    }

    @Test
    void showsNoSecret() {
        Trigger<?> trigger = trigger(spec(ServerProcess.freePort()));
        String failure = bench.pollFailure(trigger.source());
        String shown = String.join("\n", trigger.toString(), trigger.source().toString(), failure)
                + trigger.source().key()
                + trigger.source().upstream()
                + trigger.warnings();
        secrets().forEach(secret -> assertFalse(shown.contains(secret), "shows a secret: " + shown));
    }

    @Test
    void namesItsUpstreamAndType() {
        Source<?> source = source(spec(1000));
        assertTrue(source.upstream().contains("127.0.0.1:1000"), source.upstream());
        assertEquals(spec(1000).type(), source.key().type());
        assertNotNull(source.readingType());
    }

    @Test
    void answersAfterARestartOfItsUpstreamAndNeverBlocks() throws Exception {
        int port = ServerProcess.freePort();
        Source<?> source = source(spec(port));
        AutoCloseable first = ScalerBench.await(healthy(port));
        // A JVM that has just begun may need longer for its first question than a test waits.
        Object before = eventually(source);
        assertEquals(source.readingType(), before.getClass());
        first.close();
        expectedFailure(source, port);
        AutoCloseable second = ScalerBench.await(healthy(port));
        assertEquals(before, eventually(source));
        second.close();
        assertEquals(List.of(), bench.blocked());
    }

    @Test
    void saysThatAConnectionIsRefused() {
        int port = ServerProcess.freePort();
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("refused"), failure);
    }

    @Test
    void failsInTimeWhenTheServerNeverAnswers() {
        NetServer silent = ScalerBench.await(bench.vertx()
                .createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> {})
                .listen(0));
        failsInTime(silent.actualPort());
    }

    @Test
    void failsInTimeWhenTheServerHangsUp() {
        NetServer rude = ScalerBench.await(bench.vertx()
                .createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> socket.close())
                .listen(0));
        failsInTime(rude.actualPort());
    }

    @Test
    void failsInTimeWhenTheServerTalksNonsense() {
        NetServer babbling = ScalerBench.await(bench.vertx()
                .createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> socket.write("\u0000\u0001nonsense\r\n\r\n"))
                .listen(0));
        failsInTime(babbling.actualPort());
    }

    @Test
    void failsInTimeWhenTlsMeetsAPlainPort() throws Exception {
        if (!hasCredentialsAndTls()) {
            return;
        }
        int port = ServerProcess.freePort();
        AutoCloseable server = ScalerBench.await(healthy(port));
        expectedFailure(source(overTls(port)), port);
        server.close();
    }

    @Test
    void closesTwiceAndUnused() {
        Source<?> source = source(spec(ServerProcess.freePort()));
        ScalerBench.await(source.close());
        ScalerBench.await(source.close());
    }

    private void failsInTime(int port) {
        expectedFailure(source(spec(port)), port);
    }

    /** The poll fails by itself, as a failure that is expected, in words that say who was asked. */
    protected String expectedFailure(Source<?> source, int port) {
        long start = System.nanoTime();
        Throwable failure = ScalerBench.failure(bench.onLoop(source));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(failure instanceof SourceException, () -> "not an expected failure: " + failure);
        assertTrue(took.compareTo(patience()) < 0, () -> "took " + took);
        String message = failure.getMessage();
        assertTrue(message.contains("127.0.0.1:" + port), () -> "does not name its upstream: " + message);
        assertFalse(message.contains("null"), message);
        return message;
    }

    /** A source may need a few polls to notice that its upstream is back, and some time where it backs off. */
    protected Object eventually(Source<?> source) {
        for (int attempt = 0; attempt < 50; attempt++) {
            Future<?> poll = bench.onLoop(source);
            if (ScalerBench.await(poll.map(true).otherwise(false))) {
                return poll.result();
            }
            pause();
        }
        throw new AssertionError("still fails: " + bench.pollFailure(source));
    }

    protected void pause() {
        ScalerBench.await(bench.vertx().timer(100, TimeUnit.MILLISECONDS));
    }
}
