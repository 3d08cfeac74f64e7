package dev.weir.scalers.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.upstream.SharedClients;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScalerTest {

    private final Vertx vertx = Vertx.vertx();
    private Instant now = Instant.parse("2026-06-10T12:00:00Z");
    private final ScalerEnvironment environment = new ScalerEnvironment(
            vertx,
            () -> now,
            SourceKeys.sharing(new byte[] {1}),
            new SharedClients(),
            Duration.ofSeconds(3),
            List.of());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** 2026-06-10 is a Wednesday, 2026-06-12 a Friday, 2026-06-14 a Sunday. */
    @ParameterizedTest(name = "{0} to {1} at {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            0 6 * * *     | 0 20 * * *  | UTC | 2026-06-10T05:59:59 | false
            0 6 * * *     | 0 20 * * *  | UTC | 2026-06-10T06:00:00 | true
            0 6 * * *     | 0 20 * * *  | UTC | 2026-06-10T19:59:59 | true
            0 6 * * *     | 0 20 * * *  | UTC | 2026-06-10T20:00:00 | false
            0 20 * * *    | 0 6 * * *   | UTC | 2026-06-10T19:59:59 | false
            0 20 * * *    | 0 6 * * *   | UTC | 2026-06-10T20:00:00 | true
            0 20 * * *    | 0 6 * * *   | UTC | 2026-06-11T00:00:00 | true
            0 20 * * *    | 0 6 * * *   | UTC | 2026-06-11T06:00:00 | false
            0 6,12 * * *  | 0 20 * * *  | UTC | 2026-06-10T06:00:00 | false
            0 6,12 * * *  | 0 20 * * *  | UTC | 2026-06-10T11:59:59 | false
            0 6,12 * * *  | 0 20 * * *  | UTC | 2026-06-10T12:00:00 | true
            0 6,12 * * *  | 0 20 * * *  | UTC | 2026-06-10T20:00:00 | false
            * 6 * * *     | 0 20 * * *  | UTC | 2026-06-10T06:58:59 | false
            * 6 * * *     | 0 20 * * *  | UTC | 2026-06-10T06:59:00 | true
            * 6 * * *     | 0 20 * * *  | UTC | 2026-06-10T20:00:00 | false
            0 6 * * 1-5   | 0 20 * * *  | UTC | 2026-06-12T05:00:00 | false
            0 6 * * 1-5   | 0 20 * * *  | UTC | 2026-06-12T21:00:00 | true
            0 6 * * 1-5   | 0 20 * * *  | UTC | 2026-06-14T19:59:59 | true
            0 6 * * 1-5   | 0 20 * * *  | UTC | 2026-06-14T20:00:00 | false
            '0  6 * * *'  | 0 6 * * *   | UTC | 2026-06-10T05:00:00 | true
            '0  6 * * *'  | 0 6 * * *   | UTC | 2026-06-10T06:00:00 | true
            0 0 30 2 *    | 0 20 * * *  | UTC | 2026-06-10T21:00:00 | true
            0 6 * * *     | 0 0 30 2 *  | UTC | 2026-06-10T12:00:00 | false
            0 0 30 2 *    | 0 0 31 2 *  | UTC | 2026-06-10T12:00:00 | false
            0 6 * * *     | 0 20 * * *  | Europe/Berlin | 2026-06-10T06:00:00 | true
            0 6 * * *     | 0 20 * * *  | Europe/Berlin | 2026-06-10T05:59:59 | false
            TZ=UTC 0 6 * * * | TZ=UTC 0 20 * * * | Asia/Kolkata | 2026-06-10T11:29:59 | false
            TZ=UTC 0 6 * * * | TZ=UTC 0 20 * * * | Asia/Kolkata | 2026-06-10T11:30:00 | true
            """)
    void isActiveBetweenStartAndEnd(String start, String end, String zone, LocalDateTime local, boolean active) {
        assertEquals(
                active, activeAt(start, end, zone, local.atZone(ZoneId.of(zone)).toInstant()));
    }

    /** New York: on 2026-03-08 02:00 becomes 03:00 (07:00Z), on 2026-11-01 02:00 becomes 01:00 (06:00Z). */
    @ParameterizedTest(name = "{0} to {1} at {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0 2 * * *   | 0 20 * * *  | 2026-03-07T06:59:59Z | false
            0 2 * * *   | 0 20 * * *  | 2026-03-07T07:00:00Z | true
            0 2 * * *   | 0 20 * * *  | 2026-03-08T01:00:00Z | true
            0 2 * * *   | 0 20 * * *  | 2026-03-08T12:00:00Z | true
            0 2 * * *   | 0 20 * * *  | 2026-03-08T23:59:59Z | true
            0 2 * * *   | 0 20 * * *  | 2026-03-09T00:00:00Z | false
            30 2 * * *  | 0 20 * * *  | 2026-03-08T06:00:00Z | true
            0 20 * * *  | 0 2 * * *   | 2026-03-07T06:59:59Z | true
            0 20 * * *  | 0 2 * * *   | 2026-03-07T07:00:00Z | false
            0 20 * * *  | 0 2 * * *   | 2026-03-08T05:00:00Z | false
            0 20 * * *  | 0 2 * * *   | 2026-03-08T23:59:59Z | false
            0 20 * * *  | 0 2 * * *   | 2026-03-09T00:00:00Z | true
            0 1 * * *   | 0 20 * * *  | 2026-11-01T05:00:00Z | false
            0 1 * * *   | 0 20 * * *  | 2026-11-01T05:59:59Z | false
            0 1 * * *   | 0 20 * * *  | 2026-11-01T06:00:00Z | true
            0 20 * * *  | 30 1 * * *  | 2026-11-01T05:30:00Z | true
            0 20 * * *  | 30 1 * * *  | 2026-11-01T06:29:59Z | true
            0 20 * * *  | 30 1 * * *  | 2026-11-01T06:30:00Z | false
            0 1 * * *   | 30 1 * * *  | 2026-11-01T04:59:59Z | false
            0 1 * * *   | 30 1 * * *  | 2026-11-01T05:00:00Z | true
            0 1 * * *   | 30 1 * * *  | 2026-11-01T05:30:00Z | false
            0 1 * * *   | 30 1 * * *  | 2026-11-01T06:00:00Z | true
            0 1 * * *   | 30 1 * * *  | 2026-11-01T06:30:00Z | false
            """)
    void followsTheClockChangesOfTheZone(String start, String end, Instant at, boolean active) {
        assertEquals(active, activeAt(start, end, "America/New_York", at));
    }

    @Test
    void givesDesiredReplicasInsideAndZeroOutside() {
        Trigger<CronReading> trigger = trigger(metadata());
        assertEquals(Outcome.of(10, true), trigger.interpreter().interpret(new CronReading(true)));
        assertEquals(Outcome.of(0, false), trigger.interpreter().interpret(new CronReading(false)));
        assertEquals(List.of(), trigger.warnings());
    }

    @Test
    void isActiveInsideEvenWithNegativeReplicas() {
        Trigger<CronReading> trigger = trigger(with("desiredReplicas", "-1"));
        assertEquals(Outcome.of(-1, true), trigger.interpreter().interpret(new CronReading(true)));
    }

    @Test
    void oneSourceFollowsTheClockThroughTheDay() {
        Source<CronReading> source = trigger(metadata()).source();
        now = Instant.parse("2026-06-10T00:29:59Z");
        assertFalse(inside(source));
        now = Instant.parse("2026-06-10T00:30:00Z");
        assertTrue(inside(source));
        now = Instant.parse("2026-06-10T16:00:00Z");
        assertFalse(inside(source));
        now = Instant.parse("2026-06-10T01:00:00Z");
        assertTrue(inside(source), "a clock that is set back");
    }

    @Test
    void namesTheMetricAsKedaDoes() {
        Map<String, String> metadata = metadata();
        metadata.putAll(Map.of("timezone", "Asia/Kolkata", "start", "0 6 * * *", "end", "*/30 20 * * 1,5"));
        assertEquals(
                List.of(new MetricSpec(
                        "s0-cron-Asia-Kolkata-06xxx-xSl3020xx1Cm5", MetricType.AverageValue, Quantity.of(1))),
                trigger(metadata).metrics());
    }

    @Test
    void sharesOneSourceWhateverTheReplicas() {
        assertEquals(
                trigger(metadata()).source().key(),
                trigger(with("desiredReplicas", "3")).source().key());
        assertNotEquals(
                trigger(metadata()).source().key(),
                trigger(with("end", "0 21 * * *")).source().key());
        assertNotEquals(
                trigger(metadata()).source().key(),
                trigger(with("timezone", "UTC")).source().key());
    }

    @Test
    void anUnknownZoneIsAFailureOfThePoll() {
        for (String zone : List.of("Nowhere/Land", "../UTC", "UTC+2", "+02:00")) {
            Source<CronReading> source = trigger(with("timezone", zone)).source();
            Throwable failure = source.poll().cause();
            assertTrue(failure instanceof SourceException, zone);
            assertTrue(failure.getMessage().contains("\"" + zone + "\""), failure.getMessage());
        }
    }

    @Test
    void acceptsUtcLocalAndOldNames() {
        for (String zone : List.of("UTC", "Local", "EST", "US/Eastern")) {
            assertTrue(trigger(with("timezone", zone)).source().poll().succeeded(), zone);
        }
    }

    @Test
    void reportsEveryProblemAtOnce() {
        InvalidTriggerException invalid = assertThrows(
                InvalidTriggerException.class,
                () -> trigger(Map.of("start", "@daily", "end", "0 6 * * 7", "desiredReplicas", "0")));
        assertEquals(4, invalid.problems().size(), invalid.getMessage());
        for (String name : List.of("timezone", "start", "end", "desiredReplicas")) {
            assertTrue(invalid.getMessage().contains("trigger 0 (cron): parameter \"" + name + "\""), name);
        }
    }

    @Test
    void startAndEndHaveToDiffer() {
        InvalidTriggerException invalid =
                assertThrows(InvalidTriggerException.class, () -> trigger(with("end", "0 6 * * *")));
        assertEquals(1, invalid.problems().size(), invalid.getMessage());
    }

    private boolean activeAt(String start, String end, String zone, Instant at) {
        now = at;
        Map<String, String> metadata = metadata();
        metadata.putAll(Map.of("start", start, "end", end, "timezone", zone));
        return inside(trigger(metadata).source());
    }

    private static boolean inside(Source<CronReading> source) {
        return source.poll().result().inside();
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> metadata = metadata();
        metadata.put(name, value);
        return metadata;
    }

    private static Map<String, String> metadata() {
        return new HashMap<>(Map.of(
                "timezone", "Asia/Kolkata", "start", "0 6 * * *", "end", "30 21 * * *", "desiredReplicas", "10"));
    }

    @SuppressWarnings("unchecked")
    private Trigger<CronReading> trigger(Map<String, String> metadata) {
        return (Trigger<CronReading>) Scalers.load()
                .create(
                        new TriggerSpec(
                                "ScaledObject",
                                "shop",
                                "orders",
                                0,
                                null,
                                "cron",
                                metadata,
                                Map.of(),
                                Map.of(),
                                PodIdentity.NONE,
                                null,
                                false),
                        environment);
    }
}
