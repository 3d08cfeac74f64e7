package dev.weir.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.weir.gateway.config.LogSettings;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonLinesTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private final LoggerContext context = new LoggerContext();

    @Test
    void pairsOfAMessageAreFields() {
        JsonObject line = line(
                Level.WARN,
                null,
                "Reconcile failed, trying again queue={} object={}/{} failures={} after={}: {}",
                "plan",
                "shop",
                "orders",
                3,
                "2s",
                "no such thing");
        assertEquals("2026-03-01T12:00:00.123Z", line.getString("time"));
        assertEquals("warn", line.getString("level"));
        assertEquals("dev.weir.Some", line.getString("logger"));
        assertEquals("Reconcile failed, trying again no such thing", line.getString("message"));
        assertEquals("plan", line.getString("queue"));
        assertEquals("shop/orders", line.getString("object"));
        assertEquals(3, line.getInteger("failures"));
        assertEquals("2s", line.getString("after"));
    }

    @Test
    void nothingBreaksALineOrForgesAField() {
        JsonObject line = line(
                Level.INFO, null, "Got\nname={} level={} x", "a\",\"level\":\"debug\n\u0000\u2028\ud800 b=c", "forged");
        assertEquals("info", line.getString("level"));
        assertEquals("forged", line.getString("level_"));
        assertTrue(line.getString("name", line.encode()).contains("b=c"), line::encode);
    }

    @Test
    void aStackIsForBugsOnly() {
        Exception fault = new IllegalStateException("out\nof order");
        JsonObject warned = line(Level.WARN, fault, "Odd");
        assertEquals("java.lang.IllegalStateException", warned.getString("exception"));
        assertEquals("out\nof order", warned.getString("reason"));
        assertFalse(warned.containsKey("stack"));
        assertTrue(line(Level.ERROR, fault, "Bug").getString("stack").contains("JsonLinesTest"));
        assertTrue(line(Level.DEBUG, fault, "Odd").containsKey("stack"));
    }

    @ParameterizedTest
    @CsvSource({
        "RFC3339, 2026-03-01T12:00:00.123Z",
        "RFC3339NANO, 2026-03-01T12:00:00.123456789Z",
        "ISO8601, 2026-03-01T12:00:00.123Z",
        "EPOCH, 1.7723664001234567E9",
        "MILLIS, 1772366400123",
        "NANO, 1772366400123456789"
    })
    void writesTimesAsZapDoes(LogSettings.Time format, String expected) {
        assertEquals(expected, LogTime.of(format, AT).toString());
    }

    private JsonObject line(Level level, Exception fault, String template, Object... arguments) {
        LoggingEvent event =
                new LoggingEvent("fqcn", context.getLogger("dev.weir.Some"), level, template, fault, arguments);
        event.setInstant(AT);
        String text = new String(new JsonLines(LogSettings.Time.RFC3339).encode(event), UTF_8);
        assertTrue(text.endsWith("\n"));
        assertEquals(1, text.lines().count(), text);
        assertTrue(text.strip().chars().noneMatch(c -> c < ' '), text);
        return new JsonObject(text);
    }
}
