package dev.weir.gateway.external;

import static dev.weir.gateway.external.RawStreams.head;
import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.Limits;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.external.RawConnection.Answer;
import dev.weir.gateway.http.ConnectionLimit;
import dev.weir.gateway.http.Prepared;
import dev.weir.gateway.http.Routes;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.Server;
import dev.weir.gateway.http.ServerOptions;
import dev.weir.gateway.http.Shortcut;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.AsciiString;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are answered by a shortcut, and that all others are not, by raw sockets. */
@Timeout(60)
final class ShortcutTest {

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final Prepared SHORT = new Prepared(new AsciiString("text/plain"), Buffer.buffer("short"));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> found = new CopyOnWriteArrayList<>();
    private Server server;

    /** Everything under /short is known to the shortcut; the handler is slow. */
    private ShortcutTest open(String... settings) {
        Map<String, String> given = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
        Limits limits = Settings.from(given).limits();
        Shortcut shortcut = (connection, uri, heads) -> {
            if (!uri.startsWith("/short")) {
                return null;
            }
            List<String> names = new ArrayList<>();
            heads.forEach((name, value) -> names.add(name.toLowerCase(Locale.ROOT)));
            found.add(uri + " " + heads.first("x-mark") + " " + names.contains("x-mark"));
            return SHORT;
        };
        server = await(SelfSigned.make(vertx, Instant.now())
                .compose(identity -> Server.start(
                        vertx,
                        ServerOptions.of("127.0.0.1", 0, limits, Optional.of(identity.options())),
                        limits,
                        1,
                        new ConnectionLimit("api", 100, new SimpleMeterRegistry()),
                        loop -> new Routes(
                                request -> request.body()
                                        .compose(body -> vertx.timer(5, TimeUnit.MILLISECONDS))
                                        .onSuccess(due -> request.response().end("long")),
                                shortcut))));
        return this;
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private RawConnection raw() throws IOException {
        return RawConnection.secured(server.port(), "http/1.1");
    }

    private RawStreams streams() throws IOException {
        return new RawStreams(RawConnection.secured(server.port(), "h2"));
    }

    @Test
    void aPlainGetIsAnsweredByIt() throws IOException {
        open();
        try (RawConnection raw = raw();
                RawStreams streams = streams()) {
            for (int stream = 1; stream < 200; stream += 2) {
                raw.send("GET /short?a=b HTTP/1.1\r\nHost: x\r\nX-Mark: m\r\n\r\n");
                assertEquals(new Answer(200, "short"), raw.read());
                streams.send(RawStreams.HEADERS, END_STREAM | END_HEADERS, stream, head("GET", "/short"));
                assertEquals(new RawStreams.Reply("200", "short", false), streams.reply(stream));
            }
        }
        assertEquals(200, found.size());
        assertTrue(found.contains("/short?a=b m true"), found.toString());
        assertTrue(found.contains("/short null false"), found.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /other HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /short HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi",
                "GET /short HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi",
                "GET /short HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                "GET /short HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /short HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
                "GET /short HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\n\r\n"
            })
    void everythingElseIsTheHandlersByHttp1(String request) throws IOException {
        open();
        try (RawConnection raw = raw()) {
            raw.send(request);
            assertEquals(new Answer(200, "long"), raw.read());
        }
        assertEquals(List.of(), found);
    }

    @Test
    void answersComeInTheOrderOfTheRequests() throws IOException {
        open();
        String plain = "GET /short HTTP/1.1\r\nHost: x\r\n\r\n";
        String slow = "GET /other HTTP/1.1\r\nHost: x\r\n\r\n";
        String body = "POST /short HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi";
        try (RawConnection raw = raw()) {
            for (int time = 0; time < 20; time++) {
                raw.send(plain + plain + slow + plain + body + plain);
                List<String> bodies = new ArrayList<>();
                for (int answer = 0; answer < 6; answer++) {
                    bodies.add(raw.read().body());
                }
                // What comes while an answer is being made waits for its turn, at the handler.
                assertEquals(List.of("short", "short", "long", "long", "long", "long"), bodies);
            }
            raw.send(plain);
            assertEquals(new Answer(200, "short"), raw.read());
        }
    }

    @Test
    void everythingElseIsTheHandlersByHttp2() throws IOException {
        open();
        try (RawStreams streams = streams()) {
            streams.send(RawStreams.HEADERS, END_STREAM | END_HEADERS, 1, head("GET", "/other"));
            assertEquals("long", streams.reply(1).body());
            streams.send(RawStreams.HEADERS, END_STREAM | END_HEADERS, 3, head("DELETE", "/short"));
            assertEquals("long", streams.reply(3).body());
            streams.send(RawStreams.HEADERS, END_HEADERS, 5, head("GET", "/short"));
            streams.send(RawStreams.DATA, END_STREAM, 5, (byte) 'h');
            assertEquals("long", streams.reply(5).body());
            // The end of a request whose head has come is not another request, whatever it says.
            streams.send(RawStreams.HEADERS, END_HEADERS, 7, head("POST", "/other"));
            streams.send(RawStreams.HEADERS, END_STREAM | END_HEADERS, 7, new byte[] {0, 1, 'a', 1, 'b'});
            assertEquals("long", streams.reply(7).body());
        }
        assertEquals(List.of(), found);
    }

    @Test
    void whoTakesButLittleAtATimeIsTheHandlers() throws IOException {
        open();
        try (RawStreams streams = streams()) {
            // Of each stream three bytes.
            streams.send(RawStreams.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 3});
            streams.send(RawStreams.HEADERS, END_STREAM | END_HEADERS, 1, head("GET", "/short"));
            RawStreams.Frame frame = streams.await(RawStreams.DATA);
            assertEquals("lon", new String(frame.payload()));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void theLastRequestOfAConnectionIsTheHandlers() throws IOException {
        open("max-requests-per-connection", "3");
        try (RawConnection raw = raw()) {
            for (String body : List.of("short", "short", "long")) {
                raw.send("GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
                assertEquals(body, raw.read().body());
            }
            assertThrows(EOFException.class, raw::read);
        }
    }

    @Test
    void theServerEndsThoughOnlyShortcutsWereTaken() throws IOException {
        open();
        try (RawConnection raw = raw();
                RawStreams streams = streams()) {
            raw.send("GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("short", raw.read().body());
            streams.send(RawStreams.HEADERS, END_STREAM | END_HEADERS, 1, head("GET", "/short"));
            assertEquals("short", streams.reply(1).body());
            await(server.close());
            assertEquals(0, raw.drain());
            assertTrue(streams.endsWithGoAway());
        }
    }
}
