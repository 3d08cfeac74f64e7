package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole demo, until the first objects have been up and back, which takes about 25 s where nothing else runs. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class DemoTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Test
    void objectsGoUpAndComeBackWhileTheGatewayAnswers() throws Exception {
        Demo demo = new Demo(settings(0), new PrintWriter(Writer.nullWriter()), Optional::empty);
        CompletableFuture<DemoReport> running = CompletableFuture.supplyAsync(() -> run(demo));
        while (demo.cameBack() == 0 && !running.isDone()) {
            Thread.sleep(100);
        }
        demo.end();
        DemoReport report = running.get();
        assertEquals(Shop.items().size(), report.objects());
        assertEquals(5, report.sources());
        assertTrue(report.scaledUp() >= report.scaledToZero() && report.scaledToZero() > 0, report.json());
        assertTrue(report.gets() > 0, report.json());
        assertEquals(0, report.failedGets(), report.json());
        double mostPolls = 5 * (report.seconds() / Manifests.INTERVAL.toSeconds() + 2);
        assertTrue(report.polls() > 5 && report.polls() <= mostPolls, report.json());
    }

    @Test
    void portInUseIsExplained() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Demo demo = new Demo(settings(taken.getLocalPort()), new PrintWriter(Writer.nullWriter()), Optional::empty);
            Exception refused = assertThrows(IllegalStateException.class, demo::run);
            assertTrue(
                    refused.getMessage().contains("port " + taken.getLocalPort() + " of 127.0.0.1 is in use"),
                    refused.getMessage());
        }
    }

    private static DemoReport run(Demo demo) {
        try {
            return demo.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DemoSettings settings(int port) {
        return DemoSettings.of(Optional.of(LONGEST), port, DemoSettings.Show.LINES, Map.of(), "test");
    }
}
