package dev.weir.scalers.rabbitmq;

import static dev.weir.scalers.testing.RabbitServer.ROOT;
import static dev.weir.scalers.testing.RabbitServer.eventually;
import static dev.weir.scalers.testing.TestCertificates.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.testing.RabbitServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.TestCertificates;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both protocols against a real broker. */
final class RabbitIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static RabbitServer server;

    private final List<Source<?>> made = new ArrayList<>();
    private ScalerBench bench;

    @BeforeAll
    static void startServer() {
        certificates = TestCertificates.in(folder);
        server = RabbitServer.startWithTls(certificates);
        server.addUser("client", null);
        server.addVhost("team/a");
        server.declare(ROOT, "hello");
        server.publish(ROOT, "hello", 40);
        server.declare("team/a", "orders-1");
        server.declare("team/a", "orders-2");
        server.publish("team/a", "orders-1", 3);
        server.publish("team/a", "orders-2", 4);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        bench = new ScalerBench(TIMEOUT, Map.of(), List.of(), null, InstantSource.system());
    }

    @AfterEach
    void close() {
        made.forEach(source -> ScalerBench.await(source.close()));
        assertEquals(0, bench.clients().size(), "clients left open");
        bench.close();
    }

    @Test
    void countsReadyMessagesByAmqp() {
        Trigger<RabbitReading> trigger = trigger(Map.of("host", server.amqpUri(), "queueName", "hello"), Map.of());
        RabbitReading reading = bench.poll(trigger.source());
        assertEquals(RabbitReading.ready(40), reading);
        assertEquals(Outcome.of(40, true), trigger.interpreter().interpret(reading));
    }

    @Test
    void followsAQueueAsItFillsAndEmpties() {
        server.declare(ROOT, "tide");
        Source<RabbitReading> tide = amqp("tide");
        assertEquals(0, bench.poll(tide).sum().ready());
        server.publish(ROOT, "tide", 2);
        assertEquals(2, bench.poll(tide).sum().ready());
        server.purge(ROOT, "tide");
        assertEquals(0, bench.poll(tide).sum().ready());
        server.delete(ROOT, "tide");
        assertTrue(bench.pollFailure(tide).contains("NOT_FOUND - no queue 'tide'"), bench.pollFailure(tide));
    }

    @Test
    void readsAVirtualHostByAmqp() {
        String base = "amqp://guest:guest@127.0.0.1:" + server.amqpPort();
        assertEquals(3, messages(Map.of("host", base + "/team%2Fa", "queueName", "orders-1")));
        assertEquals(4, messages(Map.of("host", base, "vhostName", "team/a", "queueName", "orders-2")));
    }

    @Test
    void readsMessagesAndVirtualHostsByHttp() {
        eventually("40 messages", () -> messages(Map.of("host", server.managementUri(), "queueName", "hello")) == 40);
        String base = server.managementUri();
        eventually(
                "3 messages",
                () -> messages(Map.of("host", base + "team%2Fa", "queueName", "orders-1")) == 3
                        && messages(Map.of("host", base, "vhostName", "team/a", "queueName", "orders-2")) == 4);
    }

    @Test
    void readsPatternsByHttp() {
        Map<String, String> pattern = new HashMap<>(Map.of(
                "host", server.managementUri() + "team%2Fa", "queueName", "^orders-[0-9]+$", "useRegex", "true"));
        eventually("7 messages", () -> messages(pattern) == 7);
        Trigger<RabbitReading> max = trigger(with(pattern, "operation", "max"), Map.of());
        assertEquals(Outcome.of(4, true), max.interpreter().interpret(bench.poll(max.source())));
        Source<RabbitReading> none =
                trigger(with(pattern, "queueName", "^nothing$"), Map.of()).source();
        assertEquals(0, bench.poll(none).queues());
        Source<RabbitReading> paged =
                trigger(with(pattern, "pageSize", "1"), Map.of()).source();
        assertTrue(bench.pollFailure(paged).contains("found queues on 2 pages"), bench.pollFailure(paged));
    }

    @Test
    void readsRatesByHttp() {
        server.declare(ROOT, "busy");
        Trigger<RabbitReading> rate = trigger(
                Map.of("host", server.managementUri(), "queueName", "busy", "mode", "MessageRate", "value", "5"),
                Map.of());
        eventually("messages are published", () -> {
            server.publish(ROOT, "busy", 20);
            return bench.poll(rate.source()).sum().publishedPerSecond() > 0;
        });
    }

    @Test
    void aMissingQueueDoesNotDisturbTheOthersOnItsConnection() {
        Source<RabbitReading> hello = amqp("hello");
        List<Source<RabbitReading>> missing =
                List.of(amqp("missing-1"), amqp("missing-2"), amqp("missing-3"), amqp("missing-4"));
        for (int round = 0; round < 10; round++) {
            List<Future<?>> failing = new ArrayList<>();
            missing.forEach(source -> failing.add(bench.onLoop(source)));
            Future<RabbitReading> good = bench.onLoop(hello);
            assertEquals(40, ScalerBench.await(good).sum().ready());
            failing.forEach(poll -> {
                String failure = String.valueOf(ScalerBench.failure(poll).getMessage());
                assertTrue(failure.contains("NOT_FOUND - no queue 'missing-"), failure);
            });
        }
        String byHttp =
                bench.pollFailure(trigger(Map.of("host", server.managementUri(), "queueName", "missing-1"), Map.of())
                        .source());
        assertTrue(byHttp.contains("answered 404"), byHttp);
    }

    @Test
    void saysThatALoginIsRefusedWithoutThePassword() {
        for (String scheme : List.of("amqp", "http")) {
            int port = scheme.equals("amqp") ? server.amqpPort() : server.managementPort();
            Source<RabbitReading> wrong = trigger(
                            Map.of("host", scheme + "://guest:hunter2@127.0.0.1:" + port, "queueName", "hello"),
                            Map.of())
                    .source();
            String failure = bench.pollFailure(wrong);
            assertTrue(failure.contains("refused the login") || failure.contains("401"), failure);
            assertTrue(failure.contains("127.0.0.1:" + port), failure);
            assertFalse(failure.contains("hunter2"), failure);
        }
    }

    @Test
    void saysThatAVirtualHostIsMissing() {
        String failure =
                bench.pollFailure(trigger(Map.of("host", server.amqpUri() + "nowhere", "queueName", "hello"), Map.of())
                        .source());
        assertTrue(failure.contains("vhost nowhere not found"), failure);
    }

    @Test
    void userNameAndPasswordOverrideTheHosts() {
        Map<String, String> metadata =
                Map.of("host", "amqp://someone:else@127.0.0.1:" + server.amqpPort(), "queueName", "hello");
        Source<RabbitReading> source = trigger(metadata, Map.of("username", "guest", "password", "guest"))
                .source();
        assertEquals(40, bench.poll(source).sum().ready());
    }

    @Test
    void allQueuesOfAVirtualHostShareOneConnection() {
        List<Source<RabbitReading>> sources = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            server.declare(ROOT, "shared-" + i);
            sources.add(amqp("shared-" + i));
        }
        List<Future<RabbitReading>> polls = sources.stream().map(bench::onLoop).toList();
        polls.forEach(poll -> assertEquals(0, ScalerBench.await(poll).sum().ready()));
        eventually("the connection is shown", () -> !server.connections().isEmpty());
        assertEquals(List.of(AmqpOptions.CONNECTION_NAME), server.connections());
        sources.forEach(source -> ScalerBench.await(source.close()));
        eventually("the connection is gone", () -> server.connections().isEmpty());
    }

    @Test
    void readsOverTlsWithAnOwnAuthority() {
        Map<String, String> auth = Map.of("tls", "enable", "ca", text(certificates.ca()));
        for (String host : hosts()) {
            assertEquals(40, poll(host, auth), host);
        }
    }

    @Test
    void refusesACertificateThatItDoesNotTrust() {
        for (String host : hosts()) {
            String failure = bench.pollFailure(trigger(Map.of("host", host, "queueName", "hello"), Map.of())
                    .source());
            assertTrue(failure.contains("TLS handshake failed"), failure);
        }
    }

    /** The certificate is for 127.0.0.1; at 127.0.0.2 somebody hands on to the broker. */
    @Test
    void refusesACertificateForAnotherHost() {
        NetServer between = ScalerBench.await(
                bench.vertx().createNetServer().connectHandler(this::handOn).listen(0, "127.0.0.2"));
        Map<String, String> metadata =
                Map.of("host", "amqps://guest:guest@127.0.0.2:" + between.actualPort(), "queueName", "hello");
        Map<String, String> auth = Map.of("tls", "enable", "ca", text(certificates.ca()));
        String failure = bench.pollFailure(trigger(metadata, auth).source());
        assertTrue(failure.contains("TLS handshake failed"), failure);
        Source<RabbitReading> unsafe =
                trigger(with(metadata, "unsafeSsl", "true"), auth).source();
        assertEquals(40, bench.poll(unsafe).sum().ready());
    }

    private void handOn(NetSocket from) {
        from.pause();
        bench.vertx()
                .createNetClient()
                .connect(server.amqpsPort(), "127.0.0.1")
                .onSuccess(to -> {
                    from.pipeTo(to);
                    to.pipeTo(from);
                })
                .onFailure(fault -> from.close());
    }

    @Test
    void verifiesNothingWhenToldSo() {
        Map<String, String> auth = Map.of("tls", "enable");
        for (String host : hosts()) {
            Source<RabbitReading> source = trigger(
                            Map.of("host", host, "queueName", "hello", "unsafeSsl", "true"), auth)
                    .source();
            assertEquals(40, bench.poll(source).sum().ready(), host);
        }
    }

    @Test
    void logsInByClientCertificate() {
        Map<String, String> auth = Map.of(
                "tls", "enable",
                "ca", text(certificates.ca()),
                "cert", text(certificates.clientCert()),
                "key", text(certificates.clientKey()));
        assertEquals(40, poll("amqps://127.0.0.1:" + server.amqpsPort() + "/", auth));
    }

    @Test
    void failsWhileTheBrokerIsAwayAndAnswersOnceItIsBack() {
        try (RabbitServer own = RabbitServer.start()) {
            own.declare(ROOT, "hello");
            own.publish(ROOT, "hello", 5);
            Source<RabbitReading> amqp = trigger(Map.of("host", own.amqpUri(), "queueName", "hello"), Map.of())
                    .source();
            Source<RabbitReading> http = trigger(Map.of("host", own.managementUri(), "queueName", "hello"), Map.of())
                    .source();
            assertEquals(5, bench.poll(amqp).sum().ready());
            own.kill();
            long start = System.nanoTime();
            bench.pollFailure(amqp);
            String again = bench.pollFailure(amqp);
            assertTrue(again.contains("connection refused"), again);
            assertTrue(bench.pollFailure(http).contains("connection refused"));
            assertTrue(System.nanoTime() - start < TIMEOUT.toNanos(), "took longer than a poll may");
            own.restart();
            untilSaid(own, amqp, reading -> reading.sum().ready() == 5);
            untilSaid(own, http, reading -> reading.sum().messages() == 5);
        }
    }

    /** What was said last, and the broker's log, tell why it never was so. */
    private void untilSaid(RabbitServer own, Source<RabbitReading> source, Predicate<RabbitReading> expected) {
        AtomicReference<String> last = new AtomicReference<>("nothing");
        try {
            eventually(
                    "expected reading of " + source.key(),
                    () -> ScalerBench.await(bench.onLoop(source)
                            .onComplete(result -> last.set(result.toString()))
                            .map(expected::test)
                            .otherwise(false)));
        } catch (AssertionError e) {
            throw new AssertionError("last said: " + last + "\n" + own.log(), e);
        }
    }

    private static List<String> hosts() {
        return List.of(
                "amqps://guest:guest@127.0.0.1:" + server.amqpsPort() + "/",
                "https://guest:guest@127.0.0.1:" + server.httpsPort() + "/");
    }

    /** By HTTP the statistics of a fresh queue take a moment. */
    private long poll(String host, Map<String, String> auth) {
        Source<RabbitReading> source =
                trigger(Map.of("host", host, "queueName", "hello"), auth).source();
        if (host.startsWith("http")) {
            eventually("40 messages", () -> bench.poll(source).sum().messages() == 40);
        }
        return bench.poll(source).sum().messages();
    }

    private Source<RabbitReading> amqp(String queue) {
        return trigger(Map.of("host", server.amqpUri(), "queueName", queue), Map.of())
                .source();
    }

    private long messages(Map<String, String> metadata) {
        return bench.poll(trigger(metadata, Map.of()).source()).sum().messages();
    }

    private static Map<String, String> with(Map<String, String> metadata, String name, String value) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(name, value);
        return all;
    }

    @SuppressWarnings("unchecked")
    private Trigger<RabbitReading> trigger(Map<String, String> metadata, Map<String, String> auth) {
        Trigger<RabbitReading> trigger = (Trigger<RabbitReading>)
                Scalers.load().create(RabbitTriggers.spec(metadata, auth), bench.environment());
        made.add(trigger.source());
        return trigger;
    }
}
