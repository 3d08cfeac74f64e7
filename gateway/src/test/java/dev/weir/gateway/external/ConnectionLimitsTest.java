package dev.weir.gateway.external;

import static dev.weir.gateway.external.RawStreams.frame;
import static dev.weir.gateway.external.RawStreams.head;
import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.send;
import static dev.weir.gateway.testing.TestGateway.until;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.external.RawConnection.Answer;
import dev.weir.gateway.external.RawStreams.Frame;
import dev.weir.gateway.external.RawStreams.Reply;
import dev.weir.gateway.testing.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one connection may do, by raw sockets: its place at the port, its bodies, its pace, its number of requests. */
@Timeout(120)
final class ConnectionLimitsTest {

    private static final String GET = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    @Test
    void theLongestIdleConnectionMakesRoom() throws IOException {
        try (TestGateway gateway = new TestGateway("max-connections", "3");
                RawConnection first = raw(gateway);
                RawStreams second = streams(gateway)) {
            ask(first);
            ask(second, 1);
            try (RawConnection third = raw(gateway)) {
                ask(third);
                // The first one is no longer the one that has been silent for longest.
                ask(first);
                try (RawConnection fourth = raw(gateway)) {
                    ask(fourth);
                    assertTrue(second.endsWithGoAway());
                    ask(first);
                    ask(third);
                    try (RawStreams fifth = streams(gateway)) {
                        ask(fifth, 1);
                        assertEquals(0, fourth.drain(), "closed, and nothing more said");
                        ask(third);
                    }
                }
            }
            assertEquals(2, counted(gateway, "weir.http.connections.evicted"));
            assertEquals(0, counted(gateway, "weir.http.connections.refused"));
            until(
                    "the evicted are gone",
                    () -> gateway.meters
                                    .get("weir.http.connections")
                                    .tag("port", "api")
                                    .gauge()
                                    .value()
                            <= 1);
        }
    }

    @Test
    void aNewcomerIsRefusedWhileAllAreBusy() throws IOException {
        try (TestGateway gateway = new TestGateway("max-connections", "2", "cold-start-timeout", "60s")) {
            gateway.board.expect(TestGateway.id("s0-late"));
            HttpClient one = gateway.client(HttpVersion.HTTP_1_1);
            HttpClient two = gateway.client(HttpVersion.HTTP_2);
            Future<?> first = send(one, HttpMethod.GET, uri("s0-late"));
            Future<?> second = send(two, HttpMethod.GET, uri("s0-late"));
            until(
                    "both wait",
                    () -> gateway.meters.get("weir.external.waiting").gauge().value() == 2);
            try (RawConnection third = raw(gateway)) {
                third.send(GET);
                assertEquals(0, third.drain());
            }
            assertEquals(1, counted(gateway, "weir.http.connections.refused"));
            assertEquals(0, counted(gateway, "weir.http.connections.evicted"));
            gateway.publish("s0-late", "{}");
            await(first);
            await(second);
            until("there is room", () -> {
                try (RawConnection fourth = raw(gateway)) {
                    fourth.send(GET);
                    return fourth.read().code() == 200;
                } catch (IOException refused) {
                    return false;
                }
            });
            await(one.close());
            await(two.close());
        }
    }

    @Test
    void aLongBodyIsRefusedInWords() throws IOException {
        try (TestGateway gateway = new TestGateway("max-body-bytes", "1000")) {
            try (RawConnection raw = raw(gateway)) {
                raw.send("POST /apis HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
                assertTooLong(raw.read());
                raw.drain();
            }
            try (RawConnection raw = raw(gateway)) {
                raw.send("GET /apis HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(1000) + GET);
                assertEquals(200, raw.read().code());
                assertEquals(200, raw.read().code());
            }
            assertEquals(1, closed(gateway, "connections", "long_body"));
        }
    }

    @Test
    void aLongBodyByHttp2EndsItsRequestOnly() throws IOException {
        try (TestGateway gateway = new TestGateway("max-body-bytes", "1000", "cold-start-timeout", "60s");
                RawStreams streams = streams(gateway)) {
            gateway.board.expect(TestGateway.id("s0-late"));
            // One that is not answered yet, one that has been, and one of just the length that may be.
            streams.send(RawStreams.HEADERS, END_HEADERS, 1, head("GET", uri("s0-late")));
            streams.send(RawStreams.DATA, 0, 1, new byte[600]);
            streams.send(RawStreams.DATA, 0, 1, new byte[600]);
            Reply reply = streams.reply(1);
            assertEquals("413", reply.status());
            assertTrue(reply.body().contains("\"reason\":\"RequestEntityTooLarge\""), reply.body());
            assertTrue(reply.body().contains("at most 1000 bytes"), reply.body());
            streams.send(RawStreams.HEADERS, END_HEADERS, 3, head("GET", "/apis"));
            assertEquals("200", streams.reply(3).status());
            streams.send(RawStreams.DATA, END_STREAM, 3, new byte[1001]);
            streams.send(RawStreams.HEADERS, END_HEADERS, 5, head("GET", "/apis"));
            streams.send(RawStreams.DATA, END_STREAM, 5, new byte[1000]);
            assertEquals("200", streams.reply(5).status());
            ask(streams, 7);
            assertEquals(2, closed(gateway, "streams", "long_body"));
            assertEquals(0, closed(gateway, "connections", "long_body"));
        }
    }

    @Test
    void aBodyByHttp2ThatDoesNotComeEndsItsRequestOnly() throws IOException {
        try (TestGateway gateway = new TestGateway("request-timeout", "500ms", "cold-start-timeout", "60s");
                RawStreams streams = streams(gateway)) {
            gateway.board.expect(TestGateway.id("s0-late"));
            streams.send(RawStreams.HEADERS, END_HEADERS, 1, head("GET", uri("s0-late")));
            streams.send(RawStreams.DATA, 0, 1, (byte) 'x');
            Reply reply = streams.reply(1);
            assertEquals("408", reply.status());
            assertTrue(reply.body().contains("within 500 ms"), reply.body());
            ask(streams, 3);
            assertEquals(1, closed(gateway, "streams", "slow_request"));
            assertEquals(0, closed(gateway, "connections", "slow_request"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void headersByHttp2ThatAreBegunAndNotFinishedEnd(boolean trickled) throws Exception {
        try (TestGateway gateway = new TestGateway("request-timeout", "500ms", "loops", "1");
                RawStreams streams = streams(gateway)) {
            ask(streams, 1);
            byte[] head = head("GET", "/healthz");
            streams.send(RawStreams.HEADERS, END_STREAM, 3, head[0]);
            if (trickled) {
                until("it is closed", () -> {
                    // A few only: many small ones are refused for their number.
                    for (int at = 1; at < 8 && closed(gateway, "connections", "slow_request") == 0; at++) {
                        streams.send(RawStreams.CONTINUATION, 0, 3, head[at]);
                        Thread.sleep(100);
                    }
                    return closed(gateway, "connections", "slow_request") == 1;
                });
            }
            assertThrows(EOFException.class, () -> streams.reply(3));
            assertEquals(1, closed(gateway, "connections", "slow_request"));
        }
    }

    @Test
    void aFrameByHttp2AByteAtATimeEnds() throws Exception {
        try (TestGateway gateway = new TestGateway("request-timeout", "500ms", "loops", "1");
                RawStreams streams = streams(gateway)) {
            ask(streams, 1);
            byte[] frame = frame(RawStreams.HEADERS, END_HEADERS | END_STREAM, 3, head("GET", "/" + "x".repeat(100)));
            assertThrows(IOException.class, () -> {
                for (byte each : frame) {
                    streams.send(new byte[] {each});
                    Thread.sleep(50);
                }
            });
            assertEquals(1, closed(gateway, "connections", "slow_request"));
        }
    }

    /** Pings, windows of streams that are over and pauses are no half requests, however the bytes are cut. */
    @Test
    void aPatientConnectionByHttp2GoesOn() throws Exception {
        try (TestGateway gateway = new TestGateway("request-timeout", "300ms", "loops", "1");
                RawStreams streams = streams(gateway)) {
            int stream = 1;
            for (int round = 0; round < 4; round++, stream += 2) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.writeBytes(frame(RawStreams.HEADERS, END_STREAM, stream, head("GET", "/healthz")));
                bytes.writeBytes(frame(RawStreams.CONTINUATION, END_HEADERS, stream));
                bytes.writeBytes(frame(RawStreams.PING, 0, 0, new byte[8]));
                byte[] all = bytes.toByteArray();
                int cut = 1 + round * 7;
                streams.send(Arrays.copyOf(all, cut));
                Thread.sleep(20);
                streams.send(Arrays.copyOfRange(all, cut, all.length));
                assertEquals("200", streams.reply(stream).status());
                streams.send(8, 0, stream, (byte) 0, (byte) 0, (byte) 1, (byte) 0);
                Thread.sleep(500);
            }
            ask(streams, stream);
            assertEquals(0, closed(gateway, "connections", "slow_request"));
        }
    }

    @Test
    void aConnectionEndsAfterItsNumberOfRequests() throws IOException {
        try (TestGateway gateway = new TestGateway("max-requests-per-connection", "3")) {
            try (RawConnection raw = raw(gateway)) {
                ask(raw);
                raw.send(GET + GET + GET);
                assertEquals(200, raw.read().code());
                assertEquals(200, raw.read().code());
                assertEquals(0, raw.drain());
            }
            try (RawStreams streams = streams(gateway)) {
                ask(streams, 1);
                ask(streams, 3);
                streams.send(RawStreams.HEADERS, END_HEADERS | END_STREAM, 5, head("GET", "/healthz"));
                List<Frame> frames = new ArrayList<>();
                assertThrows(EOFException.class, () -> {
                    while (true) {
                        frames.add(streams.next());
                    }
                });
                Frame last = frames.stream()
                        .filter(frame -> frame.type() == RawStreams.GOAWAY)
                        .findFirst()
                        .orElseThrow();
                assertEquals(5, last.payload()[3], "the third is answered, none after it");
                assertTrue(
                        frames.stream().anyMatch(frame -> frame.type() == RawStreams.HEADERS && frame.stream() == 5));
            }
        }
    }

    private static void assertTooLong(Answer answer) {
        assertEquals(413, answer.code());
        assertTrue(answer.body().contains("\"kind\":\"Status\""), answer.body());
        assertTrue(answer.body().contains("at most 1000 bytes"), answer.body());
    }

    private static void ask(RawConnection raw) throws IOException {
        raw.send(GET);
        assertEquals(200, raw.read().code());
    }

    private static void ask(RawStreams streams, int stream) throws IOException {
        streams.send(RawStreams.HEADERS, END_HEADERS | END_STREAM, stream, head("GET", "/healthz"));
        Reply reply = streams.reply(stream);
        assertEquals("200", reply.status());
        assertFalse(reply.reset());
    }

    private static RawConnection raw(TestGateway gateway) throws IOException {
        return RawConnection.secured(gateway.doors.apiPort(), "http/1.1");
    }

    private static RawStreams streams(TestGateway gateway) throws IOException {
        return new RawStreams(RawConnection.secured(gateway.doors.apiPort(), "h2"));
    }

    private static double counted(TestGateway gateway, String counter) {
        return gateway.meters.get(counter).tag("port", "api").counter().count();
    }

    private static double closed(TestGateway gateway, String what, String reason) {
        return gateway.meters
                .get("weir.http." + what + ".closed")
                .tag("port", "api")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
