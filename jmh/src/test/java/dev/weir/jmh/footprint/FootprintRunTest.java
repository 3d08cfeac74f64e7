package dev.weir.jmh.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement with a small number, and a real process. */
final class FootprintRunTest {

    @TempDir
    private Path folder;

    @Test
    void looksAtAFreshProcess() throws Exception {
        Path plot = folder.resolve("plot.svg");
        FootprintOptions options = new FootprintOptions(
                List.of(3),
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Optional.of(plot),
                Optional.of("-Xmx128m -XX:+UseSerialGC"));
        FootprintReport report;
        try (FootprintRun run = new FootprintRun(options, System::nanoTime, InstantSource.system())) {
            report = run.run();
        }
        assertEquals(1, report.sizes().size());
        Footprint size = report.sizes().get(0);
        assertEquals(3, size.objects());
        assertTrue(size.heapBytes().orElse(0) > 1_000_000, size.toString());
        assertTrue(size.heapBytes().orElse(0) < 128 << 20, size.toString());
        assertTrue(size.residentMiB() > 10, size.toString());
        assertTrue(size.pollsPerSecond() > 0, size.toString());
        assertTrue(size.ready().toMillis() > 0, size.toString());
        assertTrue(Files.readString(plot).startsWith("<svg"), report::text);
    }
}
