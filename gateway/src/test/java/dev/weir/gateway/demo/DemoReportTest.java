package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class DemoReportTest {

    private static final DemoReport REPORT = new DemoReport(60.04, 24, 5, 101, 412, 0, 20, 19, 12.34, 20);

    /** Scripts read these keys; they are part of the command line. */
    @Test
    void isOneJsonDocument() {
        assertEquals(
                "{\"seconds\":60.0,\"objects\":24,\"sources\":5,\"polls\":101,\"gets\":412,\"failedGets\":0,"
                        + "\"scaledUp\":20,\"scaledToZero\":19,\"p99Millis\":12.3}",
                REPORT.json());
    }

    @Test
    void isReadable() {
        assertEquals("""
                After 60 s:
                     24  ScaledObjects ask 5 sources
                    101  polls, counted by the sources, one every 3 s each; unshared about 480
                    412  metrics asked for by the HPA loop, all answered; 99 % within 12.3 ms
                     20  of the 20 objects that may go to zero went up from there, 19 came back""", REPORT.text().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void doesNotHideWhatWentWrong() {
        String text = new DemoReport(1, 1, 1, 1, 9, 2, 0, 0, 1, 1).text();
        assertTrue(text.contains("2 NOT answered"), text);
    }
}
