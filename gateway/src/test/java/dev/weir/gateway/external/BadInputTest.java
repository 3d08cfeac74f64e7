package dev.weir.gateway.external;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.send;
import static dev.weir.gateway.testing.TestGateway.until;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.external.RawConnection.Answer;
import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes by the wire and is no request that anybody means: it ends, it is counted, and another caller is served all the while. */
final class BadInputTest {

    private static final int STREAMS = 100_000;
    private static final long ROOM = 64L << 20;

    private TestGateway gateway;
    private HttpClient wellBehaved;

    @BeforeEach
    void start() {
        gateway = new TestGateway(
                "request-timeout", "1s", "write-timeout", "1s", "max-body-bytes", "100000", "loops", "1");
        gateway.publish("s0-queue", "{\"value\":\"5\"}");
        wellBehaved = gateway.client(HttpVersion.HTTP_1_1);
    }

    @AfterEach
    void stop() {
        await(wellBehaved.close());
        gateway.close();
    }

    @Test
    void halfARequestEnds() throws IOException {
        try (RawConnection silent = raw();
                RawConnection half = raw();
                RawConnection later = raw()) {
            half.send("GET /apis HTTP/1.1\r\nHos");
            later.send("GET /apis HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(200, later.read().code());
            later.send("GET /ap");
            for (RawConnection each : List.of(silent, half, later)) {
                assertEquals(0, each.drain());
            }
            assertServed();
            assertEquals(3, closed("slow_request"));
        }
    }

    @Test
    void headersAByteAtATimeEnd() throws IOException {
        try (RawConnection slow = raw()) {
            slow.send("GET /apis HTTP/1.1\r\nHost: ");
            until("it is closed", () -> {
                try {
                    slow.send("x");
                    // Slowly: enough of them at once are a header that is too long.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                } catch (IOException gone) {
                    // Counted by then.
                }
                return closed("slow_request") == 1;
            });
        }
        assertServed();
    }

    @Test
    void aConnectionBetweenRequestsMayBeSilent() throws Exception {
        try (RawConnection patient = raw()) {
            for (int round = 0; round < 3; round++) {
                patient.send("GET /apis HTTP/1.1\r\nHost: x\r\n\r\n");
                assertEquals(200, patient.read().code());
                Thread.sleep(1_200);
            }
        }
        assertEquals(0, closed("slow_request"));
    }

    @Test
    void headersOfTenMegabytesAreRefused() throws IOException {
        try (RawConnection raw = raw()) {
            sendAll(raw, "GET /apis HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000));
            Answer answer = raw.read();
            assertEquals(431, answer.code());
            assertTrue(answer.body().contains("the headers are longer than 16384 bytes"), answer.body());
            sendAll(raw, "x".repeat(10 << 20));
            raw.drain();
        }
        try (RawConnection raw = raw()) {
            sendAll(raw, "GET /" + "x".repeat(20_000));
            assertEquals(414, raw.read().code());
        }
        assertEquals(2, closed("no_request"));
        assertServed();
    }

    @Test
    void aBodyThatNobodyReadsEnds() throws IOException {
        try (RawConnection raw = raw()) {
            raw.send("GET /apis HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
            until("it is closed", () -> !sendAll(raw, "x".repeat(100_000)) && closed("long_body") == 1);
        }
        assertServed();
    }

    @Test
    void answersThatNobodyTakesEnd() throws Exception {
        long before = used();
        try (RawConnection raw = raw()) {
            String batch = "GET /openapi/v2 HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000);
            Thread flood = new Thread(() -> {
                boolean open = true;
                while (open) {
                    open = sendAll(raw, batch);
                }
            });
            flood.start();
            until("it is closed", () -> closed("unread") == 1);
            assertServed();
            raw.drain();
            flood.join();
        }
        assertTrue(used() - before < ROOM, "memory grew by " + (used() - before));
    }

    @Test
    void aHundredThousandStreamsThatAreResetAtOnceEnd() throws Exception {
        flood(true);
    }

    @Test
    void aHundredThousandStreamsWhoseAnswersNobodyTakesEnd() throws Exception {
        flood(false);
    }

    @Test
    void noHttpAtAllEnds() throws IOException {
        for (String text : List.of(
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "\0\0\0\0\r\n\r\n",
                "SSH-2.0-x\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nxx")) {
            try (RawConnection raw = new RawConnection(gateway.doors.apiPort());
                    RawConnection within = raw()) {
                raw.send(text);
                within.send(text);
                assertTrue(raw.drain() < 1_000);
                assertTrue(within.drain() < 1_000);
            }
        }
        assertServed();
    }

    @Test
    void handshakesThatEndHalfWayAreEnded() throws IOException {
        try (TestGateway secured = new TestGateway("handshake-timeout", "2s")) {
            secured.publish("s0-queue", "{}");
            List<RawConnection> torn = new ArrayList<>();
            for (int at = 0; at < 50; at++) {
                RawConnection raw = new RawConnection(secured.doors.apiPort());
                // The head of a ClientHello of 512 bytes, and nothing after it.
                raw.send(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3});
                torn.add(raw);
            }
            assertEquals(200, secured.get(uri("s0-queue")).code());
            for (RawConnection raw : torn) {
                assertTrue(raw.drain() < 100);
                raw.close();
            }
        }
    }

    /** HTTP/2 by hand: so many streams, and nothing of the answers is let through. */
    private void flood(boolean reset) throws Exception {
        long before = used();
        AtomicBoolean over = new AtomicBoolean();
        try (RawConnection raw = RawConnection.secured(gateway.doors.apiPort(), "h2")) {
            raw.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            // SETTINGS_INITIAL_WINDOW_SIZE 0: no byte of a body may be sent to us.
            raw.send(frame(4, 0, 0, new byte[] {0, 4, 0, 0, 0, 0}));
            Thread reader = new Thread(() -> {
                raw.drain();
                over.set(true);
            });
            reader.start();
            byte[] path = "/openapi/v2".getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            head.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, 0x04, (byte) path.length});
            head.writeBytes(path);
            head.writeBytes(new byte[] {0x41, 1, 'x'});
            boolean open = true;
            for (int stream = 0; stream < STREAMS && open; stream++) {
                ByteArrayOutputStream frames = new ByteArrayOutputStream();
                frames.writeBytes(frame(1, 5, 2 * stream + 1, head.toByteArray()));
                if (reset) {
                    frames.writeBytes(frame(3, 0, 2 * stream + 1, new byte[] {0, 0, 0, 8}));
                }
                open = sendAll(raw, frames.toString(StandardCharsets.ISO_8859_1));
                if (stream % 5_000 == 0) {
                    assertServed();
                }
            }
            assertServed();
            assertTrue(used() - before < ROOM, "memory grew by " + (used() - before));
            if (reset) {
                until("it is closed", over::get);
            }
        }
        assertServed();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            0,
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags,
            (byte) (stream >> 24),
            (byte) (stream >> 16),
            (byte) (stream >> 8),
            (byte) stream
        });
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private void assertServed() {
        Future<Reply> good = send(wellBehaved, HttpMethod.GET, uri("s0-queue"));
        assertEquals("{\"value\":\"5\"}", await(good).text());
    }

    /** False if the other side has closed. */
    private static boolean sendAll(RawConnection raw, String text) {
        try {
            raw.send(text);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private double closed(String reason) {
        return gateway.meters
                .get("weir.http.connections.closed")
                .tag("port", "api")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private RawConnection raw() throws IOException {
        return RawConnection.secured(gateway.doors.apiPort(), "http/1.1");
    }
}
