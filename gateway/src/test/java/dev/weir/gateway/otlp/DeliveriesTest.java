package dev.weir.gateway.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said of a collector that is away. */
final class DeliveriesTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Deliveries.class);
    private Instant now = Instant.EPOCH;
    private final Deliveries deliveries = new Deliveries("traces", new SimpleMeterRegistry(), () -> now);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void saysSoOnceInAWhileAndWhenItIsOver() {
        for (int minute = 0; minute < 25; minute++) {
            fails();
            now = now.plus(Duration.ofMinutes(1));
        }
        succeeds();
        succeeds();
        fails();

        String away = "WARN Telemetry not delivered, said again in 10 min if it goes on signal=traces: no way there";
        assertEquals(
                List.of(away, away, away, "INFO Telemetry is delivered again signal=traces", away),
                log.list.stream()
                        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                        .toList());
    }

    private void fails() {
        deliveries.follow(
                CompletableResultCode.ofExceptionalFailure(
                        new IllegalStateException("x", new IOException("no way there"))),
                1);
    }

    private void succeeds() {
        deliveries.follow(CompletableResultCode.ofSuccess(), 1);
    }
}
