package dev.weir.scalers.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.Http;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.TestCertificates;
import dev.weir.scalers.testing.Triggers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Against a real etcd, which has users at the end only. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EtcdIT {

    private static final Map<String, String> LOGIN = Map.of("username", "weir", "password", "s3cret");

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static ServerProcess server;
    private static String url;
    private static String tlsUrl;

    @BeforeAll
    static void start() {
        String binary = ServerProcess.find("etcd", "etcd-server").toString();
        certificates = TestCertificates.in(folder.resolve("certificates"));
        url = "http://127.0.0.1:" + ServerProcess.freePort();
        tlsUrl = "https://127.0.0.1:" + ServerProcess.freePort();
        String peers = "http://127.0.0.1:" + ServerProcess.freePort();
        server = ServerProcess.start(
                        "etcd",
                        folder,
                        Map.of(),
                        List.of(
                                binary,
                                "--data-dir=" + folder.resolve("data"),
                                "--listen-client-urls=" + url + "," + tlsUrl,
                                "--advertise-client-urls=" + url,
                                "--listen-peer-urls=" + peers,
                                "--initial-advertise-peer-urls=" + peers,
                                "--initial-cluster=default=" + peers,
                                "--client-cert-auth",
                                "--trusted-ca-file=" + certificates.ca(),
                                "--cert-file=" + certificates.serverCert(),
                                "--key-file=" + certificates.serverKey()))
                .ready(Duration.ofSeconds(20), () -> Http.status(url + "/health") == 200);
        put("orders", "7");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void asksForAKeyAndIsToldOfItsChanges() throws Exception {
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(6))) {
            String missing = Asked.once(bench, "etcd", metadata(url, "nothing"), Map.of())
                    .toString();
            assertTrue(missing.contains("the key \"nothing\" is not there"), missing);
            assertEquals(Outcome.of(7, true), Asked.once(bench, "etcd", metadata(url, "orders"), Map.of()));
            Source<KeyState> source = trigger(bench, Map.of()).source();
            BlockingQueue<KeyState> told = new LinkedBlockingQueue<>();
            source.listen(told::add);
            KeyState heard = null;
            // Nothing says that the watch is open, so that changes are made until one is heard of.
            for (int i = 10; i < 70 && heard == null; i++) {
                put("orders", Integer.toString(i));
                heard = told.poll(500, TimeUnit.MILLISECONDS);
            }
            assertTrue(heard != null && heard.told() && heard.value() >= 10, String.valueOf(heard));
            told.clear();
            post("/v3/kv/deleterange", "{\"key\":\"" + base64("orders") + "\"}");
            put("orders", "many");
            put("orders", "7");
            // Neither that it was gone nor that it held a word: these are for a question to find.
            do {
                heard = told.poll(10, TimeUnit.SECONDS);
                assertTrue(heard != null && heard.number(), String.valueOf(heard));
            } while (heard.value() != 7);
            ScalerBench.await(source.close());
            assertTrue(server.alive());
        }
    }

    @Test
    @Order(2)
    void speaksTlsAndShowsItsCertificate() {
        Map<String, String> pem = Map.of(
                "tls", "enable",
                "ca", TestCertificates.text(certificates.ca()),
                "cert", TestCertificates.text(certificates.clientCert()),
                "key", TestCertificates.text(certificates.clientKey()));
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(3))) {
            Outcome seven = Outcome.of(7, true);
            assertEquals(seven, Asked.once(bench, "etcd", metadata(tlsUrl, "orders"), pem));
            String bare = tlsUrl.replace("https://", "");
            assertEquals(seven, Asked.once(bench, "etcd", metadata(bare, "orders"), pem));
            String untrusted = Asked.failure(bench, "etcd", metadata(tlsUrl, "orders"), Map.of());
            assertTrue(untrusted.contains("TLS handshake failed"), untrusted);
            Map<String, String> nobody = Map.of("tls", "enable", "ca", pem.get("ca"));
            Asked.failure(bench, "etcd", metadata(tlsUrl, "orders"), nobody);
        }
    }

    @Test
    @Order(3)
    void logsInWhereThereAreUsers() {
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(6))) {
            Trigger<KeyState> trigger = trigger(bench, LOGIN);
            KeyState seven = new KeyState(false, true, true, 7);
            assertEquals(seven, bench.poll(trigger.source()), "without users anybody is taken");
            users();
            assertEquals(seven, bench.poll(trigger.source()));
            ScalerBench.await(trigger.source().close());

            String wrong = Asked.failure(
                    bench, "etcd", metadata(url, "orders"), Triggers.and(LOGIN, Map.of("password", "an0ther")));
            assertTrue(wrong.contains("authentication failed"), wrong);
            String nobody = Asked.failure(bench, "etcd", metadata(url, "orders"), Map.of());
            assertTrue(nobody.contains("user name is empty"), nobody);
            String other = Asked.failure(bench, "etcd", metadata(url, "other"), LOGIN);
            assertTrue(other.contains("permission denied"), other);
        }
    }

    /** One of them may read the key; from now on nobody else may. */
    private static void users() {
        post("/v3/auth/user/add", "{\"name\":\"root\",\"password\":\"r00t\"}");
        post("/v3/auth/role/add", "{\"name\":\"root\"}");
        post("/v3/auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}");
        post("/v3/auth/user/add", "{\"name\":\"weir\",\"password\":\"s3cret\"}");
        post("/v3/auth/role/add", "{\"name\":\"reader\"}");
        post(
                "/v3/auth/role/grant",
                "{\"name\":\"reader\",\"perm\":{\"permType\":\"READ\",\"key\":\"" + base64("orders") + "\"}}");
        post("/v3/auth/user/grant", "{\"user\":\"weir\",\"role\":\"reader\"}");
        post("/v3/auth/enable", "{}");
    }

    private static Map<String, String> metadata(String endpoint, String key) {
        return Map.of("endpoints", endpoint, "watchKey", key, "value", "5");
    }

    @SuppressWarnings("unchecked")
    private static Trigger<KeyState> trigger(ScalerBench bench, Map<String, String> auth) {
        return (Trigger<KeyState>)
                Scalers.load().create(Triggers.of("etcd", metadata(url, "orders"), auth), bench.environment());
    }

    private static void put(String key, String value) {
        post("/v3/kv/put", "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}");
    }

    private static void post(String path, String document) {
        Http.put("POST", url + path, document);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
