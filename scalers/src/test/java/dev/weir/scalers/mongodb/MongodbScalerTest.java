package dev.weir.scalers.mongodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.SourceContract;
import dev.weir.scalers.testing.TestCertificates;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mongodb} against a stand-in that logs in by SCRAM. */
final class MongodbScalerTest extends SourceContract {

    private static final Map<String, String> QUESTION =
            Map.of("dbName", "shop", "collection", "orders", "query", "{\"state\": \"open\"}", "queryValue", "5");

    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    private final List<MongoStandIn> started = new ArrayList<>();

    @BeforeAll
    static void certificates() {
        certificates = TestCertificates.in(folder);
    }

    @AfterEach
    void stop() {
        started.forEach(MongoStandIn::close);
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("mongodb");
    }

    @Test
    void countsByAnAggregation() {
        MongoStandIn server = server();
        assertEquals(Outcome.of(7, true), asked(spec(server.port())));
        assertEquals(1, server.heard().size());
        BsonDocument heard = server.heard().get(0);
        assertEquals("orders", heard.getString("aggregate").getValue());
        assertEquals("shop", heard.getString("$db").getValue());
        assertEquals(
                BsonDocument.parse("{p: [{$match: {state: 'open'}}, {$group: {_id: 1, n: {$sum: 1}}}]}")
                        .get("p"),
                heard.get("pipeline"));
        assertEquals(TIMEOUT.toMillis() * 10 / 3, heard.getNumber("maxTimeMS").intValue());
    }

    @Test
    void nothingThatFitsIsNone() {
        assertEquals(
                Outcome.of(0, false),
                asked(spec(server(question -> MongoStandIn.count(0)).port())));
    }

    @ParameterizedTest
    @CsvSource({"5, 5, false", "5, 4, true", "5, 4.5, true"})
    void isActiveAboveItsThresholdOnly(long documents, String activation, boolean active) {
        MongoStandIn server = server(question -> MongoStandIn.count(documents));
        assertEquals(
                Outcome.of(documents, active), asked(spec(server.port(), Map.of("activationQueryValue", activation))));
    }

    @Test
    void sendsValuesAsTheyAreMeant() {
        MongoStandIn server = server();
        asked(
                spec(
                        server.port(),
                        Map.of(
                                "query",
                                "{\"at\": {\"$lt\": {\"$date\": {\"$numberLong\": \"1767225600000\"}}}, \"n\": 5,"
                                        + " \"big\": 5000000000, \"half\": 0.5, \"_id\": {\"$oid\": \"65a1b2c3d4e5f60718293a4b\"}}")));
        assertEquals(
                BsonDocument.parse("{at: {$lt: {$date: 1767225600000}}, n: 5, big: NumberLong('5000000000'), half: 0.5,"
                        + " _id: ObjectId('65a1b2c3d4e5f60718293a4b')}"),
                server.heard().get(0).getArray("pipeline").get(0).asDocument().get("$match"));
    }

    @Test
    void saysWhatTheServerSays() {
        MongoStandIn server =
                server(question -> MongoStandIn.refusal(2, "BadValue", "unknown top level operator: $foo"));
        assertEquals(
                "mongodb://127.0.0.1:" + server.port()
                        + ": the server said: unknown top level operator: $foo (2 BadValue)",
                failure(spec(server.port())));
    }

    @Test
    void saysThatTheLoginIsRefusedAndTriesAgainLater() {
        MongoStandIn server = server();
        server.password("other");
        Source<?> source = source(spec(server.port()));
        String failure = bench.pollFailure(source);
        assertEquals(
                "mongodb://127.0.0.1:" + server.port()
                        + ": the login failed: the server said: Authentication failed. (18 AuthenticationFailed)",
                failure);
        int tried = server.loggedInTo().size();
        assertEquals(failure, bench.pollFailure(source), "the reason stays while nothing is tried");
        assertEquals(tried, server.loggedInTo().size());
        server.password("hunter2");
        assertEquals(new Counted(7), eventually(source));
    }

    @Test
    void answersWithRotatedCredentials() {
        MongoStandIn server = server();
        Source<?> before = source(spec(server.port()));
        assertEquals(new Counted(7), bench.poll(before));
        server.password("hunter3");
        assertEquals(new Counted(7), bench.poll(source(withOtherCredentials(server.port()))));
    }

    @Test
    void logsInToTheDatabaseOfThePartsAndToTheOneThatAStringNames() {
        MongoStandIn server = server();
        asked(spec(server.port()));
        asked(connecting("mongodb://hello:hunter2@127.0.0.1:" + server.port() + "/?authSource=staff"));
        asked(connecting("mongodb://hello:hunter2@127.0.0.1:" + server.port()));
        assertEquals(List.of("shop", "staff", "admin"), server.loggedInTo());
    }

    @Test
    void whoNeedsNoLoginHasNone() {
        MongoStandIn server = server().unlocked();
        assertEquals(Outcome.of(7, true), asked(connecting("mongodb://127.0.0.1:" + server.port())));
        assertEquals(0, server.logins());
    }

    @Test
    void questionsOfOneLoginShareFewConnections() {
        MongoStandIn server = server();
        server.answering(question -> bench.vertx()
                .timer(20, TimeUnit.MILLISECONDS)
                .map(over -> MongoStandIn.count(
                        question.getString("aggregate").getValue().length())));
        List<Source<?>> sources = IntStream.range(1, 40)
                .<Source<?>>mapToObj(i -> source(spec(server.port(), Map.of("collection", "c".repeat(i)))))
                .toList();
        List<Future<?>> polls =
                sources.stream().<Future<?>>map(source -> bench.onLoop(source)).toList();
        for (int i = 0; i < polls.size(); i++) {
            assertEquals(new Counted(i + 1), ScalerBench.await(polls.get(i)));
        }
        assertTrue(server.logins() <= MongodbOptions.CONNECTIONS, () -> server.logins() + " connections");
        assertEquals(2, bench.clients().size(), "one client of the driver, and the pool that it is made on");
        assertEquals(List.of(), bench.blocked());
    }

    @Test
    void aStringMayAskForFewerConnections() {
        MongoStandIn server = server();
        String string =
                "mongodb://hello:hunter2@127.0.0.1:" + server.port() + "/?maxPoolSize=1&minPoolSize=9&appName=x";
        List<Source<?>> sources = IntStream.range(0, 9)
                .<Source<?>>mapToObj(i -> source(with(connecting(string), Map.of("collection", "c" + i))))
                .toList();
        sources.stream().<Future<?>>map(source -> bench.onLoop(source)).toList().forEach(ScalerBench::await);
        assertEquals(1, server.logins());
    }

    @Test
    void givesBackItsConnectionsWithTheLastSource() {
        MongoStandIn server = server();
        Source<?> one = source(spec(server.port()));
        Source<?> two = source(spec(server.port(), Map.of("collection", "other")));
        bench.poll(one);
        bench.poll(two);
        ScalerBench.await(one.close());
        assertEquals(new Counted(7), bench.poll(two));
        ScalerBench.await(two.close());
        assertEquals(0, bench.clients().size());
        for (int attempt = 0; attempt < 50 && server.open() > 0; attempt++) {
            pause();
        }
        assertEquals(0, server.open());
        assertTrue(bench.pollFailure(two).endsWith("the client is no longer used"));
    }

    @Test
    void aQuestionThatIsNeverAnsweredHoldsUpNobody() {
        MongoStandIn server = server();
        server.answering(question -> Future.succeededFuture(
                question.getString("aggregate").getValue().equals("slow") ? null : MongoStandIn.count(7)));
        Source<?> slow = source(spec(server.port(), Map.of("collection", "slow")));
        Source<?> other = source(spec(server.port()));
        Future<?> waiting = bench.onLoop(slow);
        assertEquals(new Counted(7), bench.poll(other));
        assertEquals(
                "mongodb://127.0.0.1:" + server.port() + ": timed out",
                ScalerBench.failure(waiting).getMessage());
        assertEquals(new Counted(7), bench.poll(other));
    }

    @Test
    void anAnswerThatStallsHalfWayFailsInTime() {
        MongoStandIn server = server();
        server.sending(asked -> {
            Buffer whole = MongoWire.answer(asked, MongoStandIn.count(7));
            return whole.getBuffer(0, whole.length() - 9);
        });
        assertTrue(expectedFailure(source(spec(server.port())), server.port()).endsWith(": timed out"));
    }

    @Test
    void refusesNonsenseInPlaceOfAnAnswer() {
        MongoStandIn server = server();
        server.sending(asked -> MongoWire.header(9, asked).appendString("nonsense!"));
        String failure = expectedFailure(source(spec(server.port())), server.port());
        assertTrue(failure.contains("no answer of MongoDB"), failure);
        server.sending(asked -> null);
        assertEquals(Outcome.of(7, true), asked(spec(server.port())));
    }

    @Test
    void readsNoAnswerThatIsLargerThanAnyMayBe() {
        MongoStandIn server = server();
        server.sending(asked -> MongoWire.header(1 << 30, asked));
        String failure = expectedFailure(source(spec(server.port())), server.port());
        assertTrue(failure.contains("no answer of MongoDB"), failure);
    }

    @Test
    void aLargeAnswerIsReadAndBlocksNobody() {
        MongoStandIn server =
                server(question -> MongoStandIn.count(7).append("padding", new BsonString("x".repeat(10 << 20))));
        assertEquals(Outcome.of(7, true), asked(spec(server.port())));
        assertEquals(List.of(), bench.blocked());
    }

    @Test
    void verifiesTheServersCertificate() {
        MongoStandIn server = tls("127.0.0.1", false);
        assertEquals(Outcome.of(7, true), asked(secured(server.port(), Map.of())));
        String unknown = failure(connecting("mongodb://hello:hunter2@127.0.0.1:" + server.port() + "/?tls=true"));
        assertTrue(unknown.contains("TLS handshake failed"), unknown);
        String unverified = "mongodb://hello:hunter2@127.0.0.1:" + server.port() + "/?tls=true&tlsInsecure=true";
        assertEquals(Outcome.of(7, true), asked(connecting(unverified)));
    }

    @Test
    void verifiesTheServersName() {
        MongoStandIn server = tls("127.0.0.2", false);
        String ca = "/?tls=true&tlsCAFile=" + certificates.ca();
        String other = failure(connecting("mongodb://hello:hunter2@127.0.0.2:" + server.port() + ca));
        assertTrue(other.contains("TLS handshake failed"), other);
        assertEquals(
                Outcome.of(7, true),
                asked(connecting(
                        "mongodb://hello:hunter2@127.0.0.2:" + server.port() + ca + "&tlsAllowInvalidHostnames=true")));
    }

    @Test
    void showsItsOwnCertificate() {
        MongoStandIn server = tls("127.0.0.1", true);
        String none = failure(secured(server.port(), Map.of()));
        assertFalse(none.contains("null"), none);
        assertEquals(
                Outcome.of(7, true),
                asked(secured(
                        server.port(),
                        Map.of(
                                "cert", TestCertificates.text(certificates.clientCert()),
                                "key", TestCertificates.text(certificates.clientKey())))));
    }

    @Test
    void readsTheFilesThatAStringNames() throws Exception {
        MongoStandIn server = tls("127.0.0.1", true);
        Path pair = folder.resolve("pair.pem");
        Files.writeString(
                pair,
                TestCertificates.text(certificates.clientCert()) + TestCertificates.text(certificates.clientKey()));
        String string = "mongodb://hello:hunter2@127.0.0.1:" + server.port() + "/?tlsCAFile=" + certificates.ca();
        assertEquals(Outcome.of(7, true), asked(connecting(string + "&tlsCertificateKeyFile=" + pair)));
        String absent = failure(connecting(string + "&tlsCertificateKeyFile=/nowhere.pem"));
        assertTrue(absent.contains("the file of tlsCertificateKeyFile /nowhere.pem cannot be read"), absent);
        String half = failure(connecting(string + "&tlsCertificateKeyFile=" + certificates.clientCert()));
        assertTrue(half.contains("holds no PEM private key"), half);
    }

    @Test
    void aPlainQuestionToATlsPortSaysWhatItMayBe() {
        MongoStandIn server = tls("127.0.0.1", false);
        String failure = expectedFailure(source(spec(server.port())), server.port());
        assertTrue(failure.endsWith("is it a port that wants TLS?"), failure);
    }

    @Test
    void findsThePrimaryOfASetFromASecondary() {
        MongoStandIn primary = server(question -> MongoStandIn.count(9));
        MongoStandIn secondary = server(question -> MongoStandIn.count(3));
        String hosts = "'127.0.0.1:" + primary.port() + "', '127.0.0.1:" + secondary.port() + "'";
        primary.being(plain -> member(plain, primary.port(), hosts, true));
        secondary.being(plain -> member(plain, secondary.port(), hosts, false));
        String string = "mongodb://hello:hunter2@127.0.0.1:" + secondary.port() + "/";
        assertEquals(Outcome.of(9, true), asked(connecting(string)));
        assertEquals(Outcome.of(9, true), asked(connecting(string + "?replicaSet=rs0")));
        assertEquals(Outcome.of(3, true), asked(connecting(string + "?readPreference=secondary")));
        assertEquals(Outcome.of(3, true), asked(connecting(string + "?directConnection=true")));
    }

    @Test
    void saysThatASetHasNoPrimary() {
        MongoStandIn secondary = server();
        String hosts = "'127.0.0.1:" + secondary.port() + "'";
        secondary.being(plain -> member(plain, secondary.port(), hosts, false));
        assertEquals(
                "mongodb://127.0.0.1:" + secondary.port() + ": no server can be asked: 127.0.0.1:" + secondary.port()
                        + ": is a replica set secondary",
                failure(spec(secondary.port())));
    }

    @Test
    void saysThatAServerIsTooOld() {
        MongoStandIn old = server().being(plain -> {
            plain.putAll(BsonDocument.parse("{maxWireVersion: 2}"));
            return plain;
        });
        String failure = expectedFailure(source(spec(old.port())), old.port());
        assertTrue(failure.contains("wire version"), failure);
    }

    @Test
    void aNameThatIsNoneIsNotSent() {
        MongoStandIn server = server();
        String string = "mongodb://hello:hunter2@127.0.0.1:" + server.port();
        String failure = failure(with(connecting(string), Map.of("dbName", "a b")));
        assertTrue(failure.endsWith("dbName or collection is no name that MongoDB takes"), failure);
    }

    @Test
    void whatIsAskedIsInTheKey() {
        Object key = source(spec(1000)).key();
        for (Map<String, String> other : List.of(
                Map.of("dbName", "other"),
                Map.of("collection", "other"),
                Map.of("query", "{\"state\": \"done\"}"),
                Map.of("username", "other"))) {
            assertNotEquals(key, source(spec(1000, other)).key(), other::toString);
        }
        assertNotEquals(
                source(secured(1000, Map.of())).key(),
                source(connecting("mongodb://hello:hunter2@127.0.0.1:1000/shop"))
                        .key());
    }

    private static BsonDocument member(BsonDocument plain, int port, String hosts, boolean primary) {
        plain.putAll(BsonDocument.parse("{setName: 'rs0', setVersion: 1, ismaster: " + primary + ", isWritablePrimary: "
                + primary + ", secondary: " + !primary + ", hosts: [" + hosts + "], me: '127.0.0.1:" + port + "'}"));
        return plain;
    }

    private MongoStandIn server() {
        return server(question -> MongoStandIn.count(7));
    }

    private MongoStandIn server(Function<BsonDocument, BsonDocument> answers) {
        MongoStandIn standIn = ScalerBench.await(MongoStandIn.listen(bench.vertx(), 0));
        started.add(standIn);
        return standIn.answering(question -> Future.succeededFuture(answers.apply(question)));
    }

    private MongoStandIn tls(String address, boolean client) {
        MongoStandIn standIn = MongoStandIn.overTls(bench.vertx(), certificates, address, client);
        started.add(standIn);
        return standIn;
    }

    private Outcome asked(TriggerSpec spec) {
        Trigger<?> trigger = trigger(spec);
        return interpreted(trigger);
    }

    private <R extends Record> Outcome interpreted(Trigger<R> trigger) {
        return trigger.interpreter().interpret(bench.poll(trigger.source()));
    }

    private String failure(TriggerSpec spec) {
        return bench.pollFailure(source(spec));
    }

    private static TriggerSpec with(TriggerSpec spec, Map<String, String> metadata) {
        return Triggers.of(spec.type(), Triggers.and(spec.metadata(), metadata), spec.authParams());
    }

    private static TriggerSpec spec(int port, Map<String, String> more) {
        return Triggers.of(
                "mongodb",
                Triggers.and(
                        Triggers.and(
                                QUESTION,
                                Map.of("host", "127.0.0.1", "port", Integer.toString(port), "username", "hello")),
                        more),
                Map.of("password", "hunter2"));
    }

    private static TriggerSpec connecting(String string) {
        return Triggers.of("mongodb", QUESTION, Map.of("connectionString", string));
    }

    private static TriggerSpec secured(int port, Map<String, String> more) {
        TriggerSpec plain = spec(port, Map.of());
        return Triggers.of(
                "mongodb",
                plain.metadata(),
                Triggers.and(
                        plain.authParams(),
                        Triggers.and(Map.of("tls", "enable", "ca", TestCertificates.text(certificates.ca())), more)));
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec(port, Map.of());
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec(port, Map.of("queryValue", "50", "activationQueryValue", "7"));
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return Triggers.of("mongodb", spec(port).metadata(), Map.of("password", "hunter3"));
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return secured(port, Map.of());
    }

    @Override
    protected List<String> secrets() {
        return List.of("hunter2");
    }

    /** Takes longer to start than the first pause after a failure, as any real server does. */
    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return bench.vertx()
                .timer(300, TimeUnit.MILLISECONDS)
                .compose(over -> MongoStandIn.listen(bench.vertx(), port));
    }

    /** The client is made, and then asked, each for ten thirds of the time of an HTTP exchange. */
    @Override
    protected Duration patience() {
        return TIMEOUT.multipliedBy(9);
    }
}
