package dev.weir.gateway.prometheus.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.PrometheusSettings.Freshness;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times, parameters, and how fresh an answer is to be. */
final class WordsTest {

    private static final Freshness BOUNDS =
            new Freshness(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({
        "1435781451.781, 1435781451781",
        "0, 0",
        "-1.5, -1500",
        "1.4e9, 1400000000000",
        "1.0004, 1000",
        "2015-07-01T20:10:51.781Z, 1435781451781",
        "2015-07-01T20:10:51+02:00, 1435774251000",
    })
    void moments(String text, long millis) {
        assertEquals(OptionalLong.of(millis), Times.moment(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "1e400",
                "1e999999999",
                "0x10",
                "NaN",
                "Inf",
                "2015-07-01",
                "2015-07-01T20:10Z",
                "1 ",
                "--1"
            })
    void noMoments(String text) {
        assertEquals(OptionalLong.empty(), Times.moment(text));
    }

    @ParameterizedTest
    @CsvSource({"15, 15000", "0.5, 500", "1m30s, 90000", "500ms, 500", "1d, 86400000", "1y, 31536000000"})
    void durations(String text, long millis) {
        assertEquals(OptionalLong.of(millis), Times.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "0.0001", "1h1h", "s", "m5", "1e300", "0s"})
    void noDurations(String text) {
        assertEquals(OptionalLong.empty(), Times.duration(text));
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "1500, 1.500", "1005, 1.005", "-500, -0.500", "-1500, -1.500", "0, 0"})
    void momentsAreWrittenAsPrometheusDoes(long millis, String text) {
        assertEquals(text, Times.written(millis));
    }

    @Test
    void theBodysParametersComeFirst() throws BadParameterException {
        Parameters both = Parameters.of("query=b&match%5B%5D=1", "query=a&match[]=2&x=");
        assertEquals(Optional.of("b"), both.first("query"));
        assertEquals(Optional.empty(), both.first("x"));
        assertEquals("match%5B%5D=1&match%5B%5D=2&query=b&query=a&x=", both.encoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "a;b=1", "%C3=1"})
    void parametersThatCannotBeReadAreSaid(String text) {
        assertThrows(BadParameterException.class, () -> Parameters.of("", text));
    }

    @Test
    void thereIsAnEndToParameters() {
        String many = "a&".repeat(Parameters.MOST);
        assertThrows(BadParameterException.class, () -> Parameters.of(many, "b"));
    }

    @Test
    void theCallerSaysHowFresh() throws BadParameterException {
        assertEquals(Duration.ofSeconds(5), wish(null, null).freshness());
        assertEquals(Duration.ofSeconds(30), wish(null, "private, max-age=30").freshness());
        assertEquals(Duration.ofSeconds(1), wish(null, "max-age=0").freshness());
        assertEquals(Duration.ofMinutes(5), wish(null, "max-age=99999999999999").freshness());
        assertEquals(Duration.ofSeconds(2), wish("2", "max-age=30").freshness());
        assertEquals(Duration.ofSeconds(1), wish("0s", null).freshness());
        assertTrue(wish(null, "no-cache").fresh());
        assertTrue(wish(null, "no-cache").keep());
        assertEquals(false, wish(null, "no-store").keep());
        assertEquals(Duration.ofSeconds(60), wish(null, "stale-if-error=60").stale());
        assertEquals(Duration.ofMinutes(5), wish(null, "stale-if-error").stale());
        assertThrows(BadParameterException.class, () -> wish("soon", null));
    }

    private static Wish wish(String own, String control) throws BadParameterException {
        return Wish.of(BOUNDS, Optional.ofNullable(own), control);
    }
}
