package dev.weir.scalers.kafka;

import static dev.weir.scalers.testing.KafkaServer.PASSWORD;
import static dev.weir.scalers.testing.KafkaServer.SCRAM_PASSWORD;
import static dev.weir.scalers.testing.KafkaServer.SCRAM_USER;
import static dev.weir.scalers.testing.KafkaServer.USER;
import static dev.weir.scalers.testing.TestCertificates.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.kafka.KafkaReading.Partition;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.testing.KafkaRequests;
import dev.weir.scalers.testing.KafkaServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.TestCertificates;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both types against a real broker. */
final class KafkaIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static KafkaServer server;

    private final List<Source<?>> made = new ArrayList<>();
    private ScalerBench bench;

    @BeforeAll
    static void startServer() {
        certificates = TestCertificates.in(folder);
        server = KafkaServer.startWithTls(certificates);
        server.topic("orders", 3);
        server.topic("invoices", 2);
        server.topic("empty", 1);
        server.produce("orders", 3, 10);
        server.produce("invoices", 2, 4);
        server.commit("packers", "orders", 3, 10, -1);
        server.commit("writers", "orders", 0);
        server.commit("writers", "invoices", 4, 1);
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
    void readsATopic() {
        for (String type : List.of("kafka", "apache-kafka")) {
            Trigger<KafkaReading> trigger = trigger(type, plain("packers", "orders"), Map.of());
            KafkaReading reading = bench.poll(trigger.source());
            assertEquals(
                    List.of(
                            new Partition("orders", 0, 3, 10),
                            new Partition("orders", 1, 10, 10),
                            new Partition("orders", 2, -1, 10)),
                    reading.partitions(),
                    type);
            assertEquals(Outcome.of(8, true), trigger.interpreter().interpret(reading), type);
        }
    }

    @Test
    void readsAllTopicsOfAGroup() {
        List<Partition> read = partitions("kafka", plain("writers", ""));
        assertEquals(
                List.of(
                        new Partition("invoices", 0, 4, 4),
                        new Partition("invoices", 1, 1, 4),
                        new Partition("orders", 0, 0, 10),
                        new Partition("orders", 1, -1, 10),
                        new Partition("orders", 2, -1, 10)),
                read);
    }

    @Test
    void readsAllTopicsOfTheClusterForAGroupThatHasCommittedNothing() {
        List<Partition> read = partitions("kafka", plain("nobody", ""));
        assertTrue(read.containsAll(List.of(
                new Partition("empty", 0, -1, 0),
                new Partition("orders", 2, -1, 10),
                new Partition("invoices", 0, -1, 4))));
        assertTrue(read.stream().anyMatch(partition -> partition.topic().equals("__consumer_offsets")), read::toString);
    }

    @Test
    void readsAListOfTopics() {
        assertEquals(
                5,
                partitions("apache-kafka", plain("writers", "orders,invoices,missing"))
                        .size());
        assertEquals(List.of(), partitions("apache-kafka", plain("writers", "missing")));
    }

    @Test
    void apacheWithoutATopicNeedsSomebodyWhoConsumes() {
        Source<KafkaReading> source =
                trigger("apache-kafka", plain("readers", ""), Map.of()).source();
        String failure = bench.pollFailure(source);
        assertEquals("group readers has no members; without a topic it needs one", failure);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", server.plain(), "group.id", "readers"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("invoices"));
            AtomicReference<KafkaReading> read = new AtomicReference<>();
            eventually(() -> {
                consumer.poll(Duration.ofMillis(100));
                Future<KafkaReading> poll = bench.onLoop(source);
                return ScalerBench.await(poll.onSuccess(read::set).map(true).otherwise(false));
            });
            assertTrue(read.get().partitions().contains(new Partition("empty", 0, -1, 0)), read::toString);
        }
    }

    @Test
    void followsAGroup() {
        server.topic("tide", 1);
        Source<KafkaReading> tide =
                trigger("kafka", plain("tiders", "tide"), Map.of()).source();
        assertEquals(List.of(new Partition("tide", 0, -1, 0)), bench.poll(tide).partitions());
        server.produce("tide", 1, 7);
        server.commit("tiders", "tide", 2);
        assertEquals(List.of(new Partition("tide", 0, 2, 7)), bench.poll(tide).partitions());
        server.with(admin -> admin.createPartitions(Map.of("tide", NewPartitions.increaseTo(2)))
                .all()
                .get(30, TimeUnit.SECONDS));
        eventually(() -> bench.poll(tide).partitions().size() == 2);
        server.with(admin -> admin.deleteTopics(List.of("tide")).all().get(30, TimeUnit.SECONDS));
        eventually(() -> !answers(tide));
        assertEquals("topic tide: it does not exist", bench.pollFailure(tide));
    }

    @Test
    void aMissingTopicIsTheFailureOfItsTriggerOnly() {
        Source<KafkaReading> good =
                trigger("kafka", plain("packers", "orders"), Map.of()).source();
        Source<KafkaReading> bad =
                trigger("kafka", plain("packers", "missing"), Map.of()).source();
        Future<KafkaReading> asked = bench.onLoop(good);
        assertEquals("topic missing: it does not exist", bench.pollFailure(bad));
        assertEquals(3, ScalerBench.await(asked).partitions().size());
    }

    /** Groups and topics of a cluster are asked for in one request each, however many triggers there are. */
    @Test
    void manyTriggersAreFewRequests() {
        KafkaRequests requests = KafkaRequests.before(server, bench.vertx());
        List<Source<KafkaReading>> sources = IntStream.range(0, 300)
                .mapToObj(i -> trigger(
                                i % 2 == 0 ? "kafka" : "apache-kafka",
                                metadata(
                                        "127.0.0.1:" + server.countedPort(),
                                        "group-" + i,
                                        i % 3 == 0 ? "orders" : "invoices"),
                                Map.of())
                        .source())
                .toList();
        pollAll(sources);
        requests.take();
        for (int poll = 0; poll < 3; poll++) {
            pollAll(sources);
            Map<String, Integer> asked = requests.take();
            assertEquals(1, asked.get("OffsetFetch"), asked::toString);
            assertEquals(1, asked.get("ListOffsets"), asked::toString);
            int all = asked.values().stream().mapToInt(Integer::intValue).sum();
            assertTrue(all <= 5, asked::toString);
        }
        assertTrue(requests.connections() <= 4, "connections: " + requests.connections());
    }

    private void pollAll(List<Source<KafkaReading>> sources) {
        List<Future<KafkaReading>> polls = sources.stream().map(bench::onLoop).toList();
        polls.forEach(ScalerBench::await);
    }

    @Test
    void logsInByPassword() {
        for (String sasl : List.of("plaintext", "scram_sha256", "scram_sha512")) {
            for (String type : List.of("kafka", "apache-kafka")) {
                Map<String, String> auth = sasl.equals("plaintext")
                        ? login(sasl, USER, PASSWORD)
                        : login(sasl, SCRAM_USER, SCRAM_PASSWORD);
                assertEquals(3, read(type, server.sasl(), auth), type + " " + sasl);
            }
        }
    }

    @Test
    void aChangedPasswordIsAnotherClient() {
        password("first");
        Map<String, String> metadata = metadata(server.sasl(), "packers", "orders");
        Source<KafkaReading> before = trigger("kafka", metadata, login("scram_sha256", "rotated", "first"))
                .source();
        eventually(() -> answers(before));
        password("second");
        Source<KafkaReading> after = trigger("kafka", metadata, login("scram_sha256", "rotated", "second"))
                .source();
        eventually(() -> answers(after));
        assertNotEquals(before.key(), after.key());
        assertNotEquals(before.together(), after.together());
    }

    private static void password(String password) {
        server.with(admin -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        "rotated", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), password)))
                .all()
                .get(30, TimeUnit.SECONDS));
    }

    @Test
    void saysThatALoginIsRefusedWithoutThePassword() {
        for (String sasl : List.of("plaintext", "scram_sha256")) {
            Source<KafkaReading> wrong = trigger(
                            "kafka", metadata(server.sasl(), "packers", "orders"), login(sasl, USER, "hunter3"))
                    .source();
            String failure = bench.pollFailure(wrong);
            assertTrue(failure.contains("the broker refused the login: "), failure);
            assertTrue(failure.contains(server.sasl()), failure);
            assertFalse(failure.contains("hunter3"), failure);
        }
    }

    @Test
    void saysThatAPortWantsSomethingElse() {
        String login = bench.pollFailure(trigger("kafka", metadata(server.sasl(), "packers", "orders"), Map.of())
                .source());
        assertTrue(login.contains("do they want a login (sasl)?"), login);
        String secured = bench.pollFailure(trigger("kafka", metadata(server.tls(), "packers", "orders"), Map.of())
                .source());
        assertTrue(secured.contains("is it a port that wants TLS?"), secured);
        Map<String, String> tls = with(metadata(server.plain(), "packers", "orders"), "tls", "enable");
        String plainly = bench.pollFailure(trigger("kafka", tls, Map.of()).source());
        assertTrue(plainly.contains("TLS"), plainly);
    }

    /** What such a server says is more than a gigabyte to come, to who takes it for the answer of a broker. */
    @Test
    void saysThatAServerIsNoBroker() {
        NetServer web = ScalerBench.await(bench.vertx()
                .createNetServer()
                .connectHandler(socket -> socket.handler(any -> socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")))
                .listen(0, "127.0.0.1"));
        String servers = "127.0.0.1:" + web.actualPort();
        String failure = bench.pollFailure(trigger("kafka", metadata(servers, "packers", "orders"), Map.of())
                .source());
        assertEquals(
                "kafka://" + servers + ": something answers that is no Kafka broker; is it a port that wants TLS?",
                failure);
        Map<String, String> both = metadata(servers + "," + server.plain(), "packers", "orders");
        assertEquals(3, partitions("kafka", both).size());
    }

    @Test
    void logsInByATokenOfAnOAuthServerWithExtensions() {
        List<String> asked = new ArrayList<>();
        HttpServer tokens = ScalerBench.await(bench.vertx()
                .createHttpServer()
                .requestHandler(request -> token(asked, request))
                .listen(0, "127.0.0.1"));
        Map<String, String> auth = new HashMap<>(login("oauthbearer", "client", "hunter4"));
        auth.put("oauthTokenEndpointUri", "http://127.0.0.1:" + tokens.actualPort() + "/token");
        auth.put("scopes", "read,write");
        auth.put("oauthExtensions", "logicalCluster=lkc,identityPoolId=pool");
        assertEquals(3, read("kafka", server.sasl(), auth));
        assertEquals(List.of("grant_type=client_credentials&scope=read+write"), asked);
        auth.put("oauthTokenEndpointUri", "http://127.0.0.1:" + tokens.actualPort() + "/refused");
        String failure = bench.pollFailure(trigger("kafka", metadata(server.sasl(), "packers", "orders"), auth)
                .source());
        assertTrue(failure.contains("/refused answered 403"), failure);
        assertFalse(failure.contains("hunter4"), failure);
    }

    /** Not signed: what the broker of the test accepts. */
    private static void token(List<String> asked, HttpServerRequest request) {
        if (request.path().equals("/refused")) {
            request.response().setStatusCode(403).end();
            return;
        }
        long now = System.currentTimeMillis() / 1000;
        String token = base64("{\"alg\":\"none\"}") + "."
                + base64("{\"sub\":\"alice\",\"iat\":" + now + ",\"exp\":" + (now + 600) + "}") + ".";
        request.body().onSuccess(body -> {
            asked.add(body.toString());
            request.response().end("{\"access_token\":\"" + token + "\",\"expires_in\":600}");
        });
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsOverTlsWithAnOwnAuthorityAndAClientCertificate() {
        Map<String, String> auth = new HashMap<>(Map.of("tls", "enable", "ca", text(certificates.ca())));
        assertEquals(3, read("kafka", server.tls(), auth));
        assertEquals(3, read("apache-kafka", server.tls(), auth));
        auth.put("cert", text(certificates.clientCert()));
        auth.put("key", text(certificates.clientKey()));
        assertEquals(3, read("kafka", server.tls(), auth));
        auth.putAll(login("scram_sha512", SCRAM_USER, SCRAM_PASSWORD));
        assertEquals(3, read("kafka", server.saslTls(), auth));
    }

    @Test
    void refusesACertificateThatItDoesNotTrustUnlessToldOtherwise() {
        Map<String, String> metadata = with(metadata(server.tls(), "packers", "orders"), "tls", "enable");
        String failure = bench.pollFailure(trigger("kafka", metadata, Map.of()).source());
        assertTrue(failure.contains("TLS handshake failed"), failure);
        Map<String, String> unsafe = with(metadata, "unsafeSsl", "true");
        assertEquals(3, partitions("kafka", unsafe).size());
    }

    /** The certificate is for 127.0.0.1; at 127.0.0.2 somebody hands on to the broker. */
    @Test
    void refusesACertificateForAnotherHost() {
        int port = Integer.parseInt(server.tls().replaceAll(".*:", ""));
        NetServer between = ScalerBench.await(bench.vertx()
                .createNetServer()
                .connectHandler(from -> handOn(from, port))
                .listen(0, "127.0.0.2"));
        Map<String, String> metadata = metadata("127.0.0.2:" + between.actualPort(), "packers", "orders");
        Map<String, String> auth = Map.of("tls", "enable", "ca", text(certificates.ca()));
        String failure = bench.pollFailure(trigger("kafka", metadata, auth).source());
        assertTrue(failure.contains("TLS handshake failed"), failure);
    }

    private void handOn(NetSocket from, int port) {
        from.pause();
        bench.vertx()
                .createNetClient()
                .connect(port, "127.0.0.1")
                .onSuccess(to -> {
                    from.pipeTo(to);
                    to.pipeTo(from);
                })
                .onFailure(fault -> from.close());
    }

    @Test
    void asksAnyServerThatAnswers() {
        Map<String, String> metadata = metadata("127.0.0.1:1," + server.plain(), "packers", "orders");
        assertEquals(3, partitions("kafka", metadata).size());
        String failure = bench.pollFailure(
                trigger("kafka", metadata("127.0.0.1:1,nobody.invalid:9092", "packers", "orders"), Map.of())
                        .source());
        assertTrue(failure.contains("kafka://127.0.0.1:1: connection refused"), failure);
        assertTrue(failure.contains("kafka://nobody.invalid:9092: the host name cannot be resolved"), failure);
    }

    @Test
    void failsWhileTheBrokerIsAwayOrStallsAndAnswersOnceItIsBack() throws Exception {
        Source<KafkaReading> source =
                trigger("kafka", plain("packers", "orders"), Map.of()).source();
        KafkaReading before = bench.poll(source);
        signal("STOP", server.pid());
        String stalled = bench.pollFailure(source);
        assertTrue(stalled.contains("no broker answers in time"), stalled);
        signal("CONT", server.pid());
        eventually(() -> answers(source));
        server.kill();
        bench.pollFailure(source);
        String away = bench.pollFailure(source);
        assertTrue(away.contains("connection refused"), away);
        server.restart();
        eventually(() -> answers(source));
        assertEquals(before, bench.poll(source));
        assertEquals(List.of(), bench.blocked());
    }

    /** Somebody in between hands on the beginning of each answer only. */
    @Test
    void failsWhileAnswersStopHalfWay() {
        AtomicBoolean half = new AtomicBoolean();
        ScalerBench.await(bench.vertx()
                .createNetServer()
                .connectHandler(from -> handOnInPart(from, half))
                .listen(server.countedPort(), "127.0.0.1"));
        String servers = "127.0.0.1:" + server.countedPort();
        Source<KafkaReading> source = trigger("kafka", metadata(servers, "packers", "orders"), Map.of())
                .source();
        KafkaReading before = bench.poll(source);
        half.set(true);
        String stalled = bench.pollFailure(source);
        assertTrue(stalled.contains("no broker answers in time"), stalled);
        half.set(false);
        eventually(() -> answers(source));
        assertEquals(before, bench.poll(source));
    }

    private void handOnInPart(NetSocket from, AtomicBoolean half) {
        from.pause();
        bench.vertx()
                .createNetClient()
                .connect(server.behindPort(), "127.0.0.1")
                .onSuccess(to -> {
                    from.pipeTo(to);
                    to.handler(part -> from.write(half.get() ? part.slice(0, Math.min(6, part.length())) : part));
                    to.endHandler(end -> from.close());
                })
                .onFailure(fault -> from.close());
    }

    private boolean answers(Source<?> source) {
        return ScalerBench.await(bench.onLoop(source).map(true).otherwise(false));
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor());
    }

    private static void eventually(Callable<Boolean> check) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            while (!check.call()) {
                assertTrue(System.nanoTime() < end, "still not so after a minute");
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> plain(String group, String topic) {
        return metadata(server.plain(), group, topic);
    }

    private static Map<String, String> metadata(String servers, String group, String topic) {
        return Map.of("bootstrapServers", servers, "consumerGroup", group, "topic", topic);
    }

    private static Map<String, String> login(String sasl, String user, String password) {
        return Map.of("sasl", sasl, "username", user, "password", password);
    }

    private static Map<String, String> with(Map<String, String> metadata, String name, String value) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(name, value);
        return all;
    }

    private int read(String type, String servers, Map<String, String> auth) {
        return bench.poll(trigger(type, metadata(servers, "packers", "orders"), auth)
                        .source())
                .partitions()
                .size();
    }

    private List<Partition> partitions(String type, Map<String, String> metadata) {
        return bench.poll(trigger(type, metadata, Map.of()).source()).partitions();
    }

    @SuppressWarnings("unchecked")
    private Trigger<KafkaReading> trigger(String type, Map<String, String> metadata, Map<String, String> auth) {
        Trigger<KafkaReading> trigger = (Trigger<KafkaReading>)
                Scalers.load().create(KafkaTriggers.spec(type, metadata, auth), bench.environment());
        made.add(trigger.source());
        return trigger;
    }
}
