package dev.weir.jmh.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ActivationReportTest {

    private static final ActivationOptions OPTIONS = new ActivationOptions(10, 2, Duration.ofSeconds(5));

    @Test
    void saysWhenHalfAndAllHadLeft() {
        ActivationReport report = ActivationReports.of(OPTIONS, 0);
        JsonObject json = new JsonObject(report.json());
        assertEquals(
                new JsonObject().put("p50", 5.0).put("p99", 10.0).put("all", 10.0),
                json.getJsonObject("activationSeconds"));
        assertEquals(0, json.getInteger("late"));
        assertEquals(3.1, json.getDouble("writesPerObject"));
        assertEquals(11, json.getJsonObject("apiWrites").getInteger("scaledobjects/status PATCH"));
        assertEquals(1.0, json.getJsonObject("untilAllLeft").getDouble("writesPerObject"));
        assertEquals(12.35, json.getDouble("readySeconds"));
        assertFalse(report.failed());
    }

    @Test
    void whoNeverLeavesZeroHasNoTime() {
        ActivationReport report = ActivationReports.of(OPTIONS, 1);
        JsonObject times = new JsonObject(report.json()).getJsonObject("activationSeconds");
        assertTrue(times.containsKey("all"));
        assertEquals(null, times.getDouble("all"));
        assertEquals(5.0, times.getDouble("p50"));
        assertEquals(1, report.late());
        assertTrue(report.failed());
    }

    @Test
    void whoLeavesZeroAfterTheIntervalAndFiveSecondsIsLate() {
        assertEquals(0, ActivationReports.of(OPTIONS, 0).late());
        assertEquals(
                2,
                ActivationReports.of(new ActivationOptions(10, 2, Duration.ofSeconds(3)), 0)
                        .late());
    }
}
