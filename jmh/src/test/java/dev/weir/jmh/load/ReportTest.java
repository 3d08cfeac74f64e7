package dev.weir.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.jmh.load.Report.Compared;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportTest {

    private static final Figures WEIR = new Figures(1_000, 0, 500, 120, 450, 900, 40, 200);
    private static final Figures BARE = new Figures(1_100, 0, 550, 110, 400, 800, 0, 150);

    @Test
    void isOneJsonDocument() {
        assertEquals(
                "{\"requests\":1000,\"failed\":0,\"perSecond\":500,\"p50Micros\":120,\"p99Micros\":450,"
                        + "\"p999Micros\":900,\"polls\":40,\"residentMiB\":200,"
                        + "\"baseline\":{\"requests\":1100,\"failed\":0,\"perSecond\":550,\"p50Micros\":110,"
                        + "\"p99Micros\":400,\"p999Micros\":800,\"polls\":0,\"residentMiB\":150},\"ratio\":0.909}",
                new Report(WEIR, Optional.of(new Compared(BARE, 0.90909))).json());
    }

    @Test
    void saysNothingOfABaselineThatWasNotMeasured() {
        assertEquals(
                "{\"requests\":1000,\"failed\":0,\"perSecond\":500,\"p50Micros\":120,\"p99Micros\":450,"
                        + "\"p999Micros\":900,\"polls\":40,\"residentMiB\":200}",
                new Report(WEIR, Optional.empty()).json());
    }

    @Test
    void isATableForPeople() {
        String text = new Report(WEIR, Optional.of(new Compared(BARE, 0.90909))).text();
        assertTrue(text.contains("answers per second             500           550"), text);
        assertTrue(text.endsWith("ratio                        0.909"), text);
    }

    @Test
    void aFailureOfEitherServerIsAFailure() {
        Figures failing = new Figures(10, 1, 1, 1, 1, 1, 0, 1);
        assertFalse(new Report(WEIR, Optional.of(new Compared(BARE, 1))).failed());
        assertTrue(new Report(failing, Optional.empty()).failed());
        assertTrue(new Report(WEIR, Optional.of(new Compared(failing, 1))).failed());
    }
}
