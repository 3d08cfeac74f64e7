package dev.weir.jmh.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.jmh.rest.RestReport.OneProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RestReportTest {

    private static final RestOptions OPTIONS =
            new RestOptions(1_000, 20, Duration.ofSeconds(30), 3, Duration.ofSeconds(60), Optional.empty());

    @Test
    void sumsUpAllProcesses() {
        JsonObject json = new JsonObject(RestReports.of(OPTIONS, 0).json());
        assertEquals(600, json.getInteger("residentMiB"));
        assertEquals(30.0, json.getDouble("millicores"));
        assertEquals(0.67, json.getDouble("pollsPerSecond"));
        assertEquals(66.7, json.getDouble("askedPerSecond"));
        assertEquals(2_500, json.getLong("allAnswersMillis"));
        assertEquals(3, json.getJsonArray("processes").size());
        assertEquals(
                new JsonObject("{\"residentMiB\":200,\"peakMiB\":240,\"heapMiB\":30.0,\"millicores\":10.0}"),
                json.getJsonArray("processes").getJsonObject(2));
    }

    @Test
    void whatCannotBeMeasuredIsNull() {
        RestReport report = RestReports.of(OPTIONS, 0);
        OneProcess bare = new OneProcess(1, OptionalLong.empty(), OptionalLong.empty(), Duration.ZERO);
        RestReport without = new RestReport(
                OPTIONS,
                report.ready(),
                false,
                1,
                0,
                1,
                report.measured(),
                List.of(bare),
                report.start(),
                report.loadAverage());
        assertTrue(without.json().contains("\"peakMiB\":null,\"heapMiB\":null"), without.json());
        assertTrue(without.text().contains("1, -, -, 0.0"), without.text());
    }

    @Test
    void failsIfRequestsDid() {
        assertTrue(RestReports.of(OPTIONS, 1).failed());
        assertTrue(RestReports.of(OPTIONS, 1).text().contains("the HPA controller"));
    }
}
