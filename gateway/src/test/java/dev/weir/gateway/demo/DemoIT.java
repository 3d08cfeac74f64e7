package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the README promises of {@code weir demo --for 60s -o json}. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class DemoIT {

    private static final Duration MINUTE = Duration.ofSeconds(60);

    @Test
    void aMinuteTakesEveryObjectUpAndBackToZeroAtTheCostOfAPollForEachSource() throws Exception {
        DemoSettings settings = DemoSettings.of(Optional.of(MINUTE), 0, DemoSettings.Show.NOTHING, Map.of(), "test");
        DemoReport report = new Demo(settings, new PrintWriter(Writer.nullWriter()), Optional::empty).run();

        assertTrue(report.objects() >= 20 && report.sources() <= 5, report.json());
        long mayGoToZero = Shop.items().stream().filter(item -> item.min() == 0).count();
        assertTrue(mayGoToZero > 0, "some objects may go to zero");
        assertEquals(mayGoToZero, report.scaledUp(), report.json());
        assertEquals(mayGoToZero, report.scaledToZero(), report.json());
        long mostPolls = report.sources() * (MINUTE.dividedBy(Manifests.INTERVAL) + 2);
        assertTrue(report.polls() > report.sources() && report.polls() <= mostPolls, report.json());
        assertTrue(report.gets() > 0, report.json());
        assertEquals(0, report.failedGets(), report.json());
    }
}
