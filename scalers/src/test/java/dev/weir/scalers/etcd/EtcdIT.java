package dev.weir.scalers.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.Http;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real etcd. */
final class EtcdIT {

    @TempDir
    Path folder;

    @Test
    void asksForAKeyAndIsToldOfItsChanges() throws Exception {
        int port = ServerProcess.freePort();
        String url = "http://127.0.0.1:" + port;
        Map<String, String> orders = Map.of("endpoints", "127.0.0.1:" + port, "watchKey", "orders", "value", "5");
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10));
                ServerProcess server = start(port)) {
            assertTrue(Asked.once(bench, "etcd", orders, Map.of()).toString().contains("is not there"));
            put(url, "orders", "7");
            assertEquals(Outcome.of(7, true), Asked.once(bench, "etcd", orders, Map.of()));
            // A server without users takes anybody.
            assertEquals(
                    Outcome.of(7, true),
                    Asked.once(bench, "etcd", orders, Map.of("username", "weir", "password", "s3cret")));
            EtcdConfig config = EtcdConfig.from(new dev.weir.scalers.spi.Params(Triggers.of("etcd", orders, Map.of())));
            Source<KeyState> source = new EtcdSource(config, bench.environment());
            BlockingQueue<KeyState> told = new LinkedBlockingQueue<>();
            source.listen(told::add);
            KeyState heard = null;
            // Nothing says that the watch is open, so that changes are made until one is heard of.
            for (int i = 10; i < 60 && heard == null; i++) {
                put(url, "orders", Integer.toString(i));
                heard = told.poll(500, TimeUnit.MILLISECONDS);
            }
            assertTrue(heard != null && heard.told() && heard.value() >= 10, String.valueOf(heard));
            told.clear();
            Http.put("POST", url + "/v3/kv/deleterange", "{\"key\":\"" + base64("orders") + "\"}");
            put(url, "orders", "many");
            put(url, "orders", "61");
            // Neither that it was gone nor that it held a word: these are for a question to find.
            do {
                heard = told.poll(10, TimeUnit.SECONDS);
                assertTrue(heard != null && heard.number(), String.valueOf(heard));
            } while (heard.value() != 61);
            ScalerBench.await(source.close());
            assertTrue(server.alive());
        }
    }

    private ServerProcess start(int port) {
        String url = "http://127.0.0.1:" + port;
        String peers = "http://127.0.0.1:" + ServerProcess.freePort();
        return ServerProcess.start(
                        "etcd",
                        folder,
                        Map.of(),
                        List.of(
                                ServerProcess.find("etcd", "etcd-server").toString(),
                                "--data-dir",
                                folder.resolve("data").toString(),
                                "--listen-client-urls",
                                url,
                                "--advertise-client-urls",
                                url,
                                "--listen-peer-urls",
                                peers,
                                "--initial-advertise-peer-urls",
                                peers,
                                "--initial-cluster",
                                "default=" + peers))
                .ready(Duration.ofSeconds(20), () -> Http.status(url + "/health") == 200);
    }

    private static void put(String url, String key, String value) {
        Http.put("POST", url + "/v3/kv/put", "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
