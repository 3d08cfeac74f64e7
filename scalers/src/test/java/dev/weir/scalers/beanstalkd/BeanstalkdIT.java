package dev.weir.scalers.beanstalkd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.Triggers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BeanstalkdIT {

    @TempDir
    Path folder;

    @Test
    void countsTheJobsOfATubeAcrossARestart() throws Exception {
        int port = ServerProcess.freePort();
        Map<String, String> orders = Map.of(
                "server", "127.0.0.1:" + port, "tube", "orders", "value", "5", "activationValue", "2", "timeout", "5s");
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10))) {
            Source<?> kept = Scalers.load()
                    .create(Triggers.of("beanstalkd", orders, Map.of()), bench.environment())
                    .source();
            try (ServerProcess server = start(port);
                    Socket worker = new Socket("127.0.0.1", port)) {
                assertEquals(Outcome.of(0, false), asked(bench, orders));
                say(worker, "use orders", "USING orders");
                say(worker, "put 0 0 60 1\r\na", "INSERTED 1");
                say(worker, "put 0 0 60 1\r\nb", "INSERTED 2");
                say(worker, "put 0 600 60 1\r\nc", "INSERTED 3");
                assertEquals(Outcome.of(2, false), asked(bench, orders));
                assertEquals(Outcome.of(3, true), asked(bench, Triggers.and(orders, Map.of("includeDelayed", "true"))));
                say(worker, "watch orders", "WATCHING 2");
                say(worker, "reserve", "RESERVED 1 1");
                assertEquals(Outcome.of(2, false), asked(bench, orders));
                assertEquals(Outcome.of(0, false), asked(bench, Triggers.and(orders, Map.of("tube", "a+b/c;$_().-d"))));
                assertEquals(new TubeStats(1, 1, 1), bench.poll(kept));
                assertTrue(server.alive());
            }
            String failure = bench.pollFailure(kept);
            assertTrue(failure.contains("beanstalk://127.0.0.1:" + port + " tube orders: "), failure);
            try (ServerProcess again = start(port)) {
                assertEquals(TubeStats.NONE, bench.poll(kept));
                assertTrue(again.alive());
            }
            ScalerBench.await(kept.close());
        }
    }

    private ServerProcess start(int port) {
        String beanstalkd = ServerProcess.find("beanstalkd", "beanstalkd").toString();
        return ServerProcess.start(
                        "beanstalkd",
                        folder,
                        Map.of(),
                        List.of(beanstalkd, "-l", "127.0.0.1", "-p", Integer.toString(port)))
                .ready(Duration.ofSeconds(20), () -> {
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        return socket.isConnected();
                    }
                });
    }

    private static Outcome asked(ScalerBench bench, Map<String, String> metadata) {
        return Asked.once(bench, "beanstalkd", metadata, Map.of());
    }

    /** Sends a command as a worker does. */
    private static void say(Socket worker, String command, String answer) throws IOException {
        worker.setSoTimeout(10_000);
        worker.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                answer,
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine());
    }
}
