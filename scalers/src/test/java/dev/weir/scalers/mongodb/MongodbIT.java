package dev.weir.scalers.mongodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.JavaServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.TestCertificates;
import dev.weir.scalers.testing.Triggers;
import dev.weir.scalers.upstream.TlsContext;
import dev.weir.scalers.upstream.TlsOptions;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against mongo-java-server, which others wrote to be asked as MongoDB is; it knows no logins. */
final class MongodbIT {

    @TempDir
    Path folder;

    @Test
    void countsDocumentsAndFindsTheServerAgain() {
        int port = ServerProcess.freePort();
        String string = "mongodb://127.0.0.1:" + port;
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(6));
                ServerProcess server = start(port)) {
            fill(string);
            counts(bench, Map.of("connectionString", string));
            refuses(bench, string);
            var source = Scalers.load()
                    .create(
                            Triggers.of(
                                    "mongodb", metadata("{\"state\": \"open\"}"), Map.of("connectionString", string)),
                            bench.environment())
                    .source();
            assertEquals(new Counted(6), bench.poll(source));
            server.kill();
            String gone = bench.pollFailure(source);
            assertTrue(gone.contains("127.0.0.1:" + port + ": "), gone);
            try (ServerProcess again = start(port)) {
                fill(string);
                for (int attempt = 0;
                        attempt < 50
                                && !ScalerBench.await(
                                        bench.onLoop(source).map(true).otherwise(false));
                        attempt++) {
                    ScalerBench.await(bench.vertx().timer(100, TimeUnit.MILLISECONDS));
                }
                assertEquals(new Counted(6), bench.poll(source));
                assertTrue(again.alive());
            }
            ScalerBench.await(source.close());
            assertEquals(List.of(), bench.blocked());
        }
    }

    @Test
    void countsOverTls() {
        int port = ServerProcess.freePort();
        TestCertificates certificates = TestCertificates.in(folder.resolve("certificates"));
        String string = "mongodb://127.0.0.1:" + port + "/?tls=true";
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(3));
                ServerProcess server = start(port, certificates.serverCert(), certificates.serverKey())) {
            fillOverTls(string, bench, certificates);
            Map<String, String> trusting =
                    Map.of("connectionString", string, "tls", "enable", "ca", TestCertificates.text(certificates.ca()));
            assertEquals(
                    Outcome.of(6, true), Asked.once(bench, "mongodb", metadata("{\"state\": \"open\"}"), trusting));
            String unknown =
                    Asked.failure(bench, "mongodb", metadata("{\"a\": 1}"), Map.of("connectionString", string));
            assertTrue(unknown.contains("TLS handshake failed"), unknown);
            assertTrue(server.alive());
        }
    }

    private static void counts(ScalerBench bench, Map<String, String> access) {
        Map.of(
                        "{\"state\": \"open\"}", 6,
                        "{\"state\": \"lost\"}", 0,
                        "{\"n\": {\"$gte\": 5, \"$lt\": 1e3}}", 5,
                        "{\"state\": {\"$in\": [\"open\", \"done\"]}}", 10,
                        "{\"at\": {\"$lt\": {\"$date\": {\"$numberLong\": \"3000\"}}}}", 3,
                        "{\"state\": {\"$regex\": \"^O\", \"$options\": \"i\"}}", 6,
                        "{\"$or\": [{\"n\": 1}, {\"n\": {\"$numberInt\": \"2\"}}]}", 2,
                        "{\"_id\": {\"$exists\": true}}", 10)
                .forEach((query, count) -> assertEquals(
                        Outcome.of(count, count > 0), Asked.once(bench, "mongodb", metadata(query), access), query));
        assertEquals(
                Outcome.of(0, false),
                Asked.once(
                        bench,
                        "mongodb",
                        Triggers.and(metadata("{\"n\": 1}"), Map.of("collection", "nothing")),
                        access));
    }

    private static void refuses(ScalerBench bench, String string) {
        String failure = Asked.failure(bench, "mongodb", metadata("{\"$foo\": 1}"), Map.of("connectionString", string));
        assertTrue(
                failure.contains("the server said: ") && failure.contains("unknown top level operator: $foo"), failure);
    }

    private static Map<String, String> metadata(String query) {
        return Map.of("dbName", "shop", "collection", "orders", "query", query, "queryValue", "5");
    }

    private static void fill(String string) {
        try (MongoClient client = MongoClients.create(string)) {
            fill(client);
        }
    }

    private static void fillOverTls(String string, ScalerBench bench, TestCertificates certificates) {
        MongodbServer server = new MongodbServer(
                ConnectionText.parse(string),
                new TlsSettings(TestCertificates.text(certificates.ca()), "", "", "", false));
        var ssl = ScalerBench.await(TlsOptions.load(bench.environment(), server.tls()));
        try (MongoClient client = MongoClients.create(MongodbOptions.settings(
                server, TlsContext.of(bench.vertx(), ssl), Duration.ofSeconds(6), Duration.ofSeconds(20)))) {
            fill(client);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ten orders: six open, four done; numbered, one a second. */
    private static void fill(MongoClient client) {
        MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
        OneValue<Object> filled = new OneValue<>();
        orders.insertMany(IntStream.range(0, 10)
                        .mapToObj(i -> new Document("n", i)
                                .append("state", i < 6 ? "open" : "done")
                                .append("at", new Date(i * 1000L)))
                        .toList())
                .subscribe(filled);
        filled.stage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private ServerProcess start(Object... arguments) {
        int port = (Integer) arguments[0];
        return JavaServer.start(
                "mongodb",
                folder,
                () -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                        return true;
                    }
                },
                arguments);
    }
}
