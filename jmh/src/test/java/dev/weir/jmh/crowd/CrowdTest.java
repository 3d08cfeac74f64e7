package dev.weir.jmh.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.jmh.baseline.BareServer;
import dev.weir.jmh.harness.FilledBoard;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The crowd before a bare server, over a real connection. */
final class CrowdTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final List<String> URIS = FilledBoard.of(3, Instant.EPOCH).uris();

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    /** How a crowd comes. */
    enum Way {
        ONE_CONNECTION {
            @Override
            Crowd open(int port) throws Exception {
                return Streams.open(
                        port, new RequestFrames("127.0.0.1:" + port, URIS), Caller.NOBODY, System::nanoTime);
            }
        },
        MANY_CONNECTIONS {
            @Override
            Crowd open(int port) throws Exception {
                return Connections.open(port, 20, URIS, System::nanoTime);
            }
        };

        abstract Crowd open(int port) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestOfATurnIsAnswered(Way way) throws Exception {
        try (Crowd crowd = before(way, value())) {
            for (int turn = 0; turn < 3; turn++) {
                Slice slice = crowd.flatOut(SHORT, new Histogram(3));
                assertTrue(slice.requests() >= 20, slice.toString());
                assertEquals(0, slice.failed());
                assertTrue(slice.perSecond() > 0, slice.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsTheLatencyOfEveryRequestOfASchedule(Way way) throws Exception {
        try (Crowd crowd = before(way, value())) {
            Histogram latencies = new Histogram(3);
            Slice slice = crowd.paced(SHORT, new Pace(500), latencies);
            assertEquals(100, slice.requests());
            assertEquals(0, slice.failed());
            assertEquals(100, latencies.getTotalCount());
            crowd.flatOut(SHORT, new Histogram(3));
            assertEquals(100, latencies.getTotalCount());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeSentInTimeHasFailed(Way way) throws Exception {
        try (Crowd crowd = before(way, value())) {
            Histogram latencies = new Histogram(3);
            Slice slice = crowd.paced(Duration.ofMillis(20), new Pace(50_000_000), latencies);
            assertEquals(1_000_000, slice.requests());
            assertEquals(slice.requests() - latencies.getTotalCount(), slice.failed());
            assertTrue(slice.failed() > 0, slice.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerWithoutAValueHasFailed(Way way) throws Exception {
        try (Crowd crowd = before(way, "{\"kind\":\"Status\"}".getBytes())) {
            Slice slice = crowd.flatOut(SHORT, new Histogram(3));
            assertEquals(slice.requests(), slice.failed());
            assertEquals(0, slice.perSecond());
        }
    }

    private Crowd before(Way way, byte[] constant) throws Exception {
        Path body = Files.write(folder.resolve("body"), constant);
        int port = BareServer.serve(vertx, body, Optional.empty(), InstantSource.system())
                .await(30, TimeUnit.SECONDS)
                .port();
        return way.open(port);
    }

    private static byte[] value() {
        return FilledBoard.answer(FilledBoard.id(0), 12.5, Instant.EPOCH).json().getBytes();
    }
}
