package dev.weir.jmh.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class FootprintReportTest {

    private static final FootprintOptions OPTIONS = new FootprintOptions(
            List.of(1, 1_000, 10_000),
            500,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Optional.empty(),
            Optional.empty());

    @Test
    void anObjectMoreCostsWhatHasComeSinceTheSizeBefore() {
        FootprintReport report = FootprintReports.of(OPTIONS);
        assertNull(report.addedBytes(0));
        assertEquals(FootprintReports.OBJECT_BYTES, report.addedBytes(1));
        assertEquals(FootprintReports.OBJECT_BYTES, report.addedBytes(2));
    }

    @Test
    void everySizeHasARow() {
        JsonObject json = new JsonObject(FootprintReports.of(OPTIONS).json());
        assertEquals(3, json.getJsonArray("sizes").size());
        JsonObject first = json.getJsonArray("sizes").getJsonObject(0);
        assertEquals(1, first.getInteger("queries"));
        assertEquals(10_003_000, first.getLong("heapBytesPerObject"));
        assertNull(first.getValue("addedBytesPerObject"));
        JsonObject last = json.getJsonArray("sizes").getJsonObject(2);
        assertEquals(500, last.getInteger("queries"));
        assertEquals(38.1, last.getDouble("heapMiB"));
        assertEquals(4_000, last.getLong("heapBytesPerObject"));
        assertEquals(10.0, last.getDouble("millicoresPerThousand"));
        assertEquals(33.31, last.getDouble("pollsPerSecond"));
    }

    @Test
    void aHeapThatIsNotMeasuredIsNotThere() {
        FootprintReport report = new FootprintReport(
                OPTIONS,
                List.of(
                        FootprintReports.of(1, OptionalLong.of(1)),
                        FootprintReports.of(1_000, OptionalLong.empty()),
                        FootprintReports.of(10_000, OptionalLong.of(5))));
        assertNull(report.addedBytes(1));
        assertNull(report.addedBytes(2));
        assertTrue(report.json().contains("\"heapMiB\":null"), report.json());
        assertTrue(report.text().lines().skip(2).findFirst().orElseThrow().contains(" - "), report.text());
    }
}
