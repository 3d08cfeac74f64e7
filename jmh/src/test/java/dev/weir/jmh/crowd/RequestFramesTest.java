package dev.weir.jmh.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.ServerOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RequestFramesTest {

    private static final Caller TOKEN = new Caller(List.of(), Optional.of("secret"));
    private static final String LONG = "/" + "x".repeat(300);

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void laterRequestsReferToTheHeadersOfTheFirst() {
        var out = new ByteArrayOutputStream();
        new RequestFrames("127.0.0.1:1", List.of("/a", "/b")).write(out, 1, 3);
        // 9 bytes, HEADERS, end of stream and headers, stream 3: GET, https, authority, path "/b", accept, user agent.
        assertEquals(
                "000009" + "01" + "05" + "00000003" + "8287c0" + "04022f62" + "bfbe",
                HexFormat.of().formatHex(out.toByteArray()));
    }

    @Test
    void aTokenGoesWithEach() {
        var out = new ByteArrayOutputStream();
        Caller caller = new Caller(List.of(), Optional.of("t"));
        new RequestFrames("127.0.0.1:1", List.of("/a", "/b"), caller).write(out, 1, 3);
        // The token is the last that the first request puts into the table.
        assertEquals(
                "00000a" + "01" + "05" + "00000003" + "8287c1" + "04022f62" + "c0bfbe",
                HexFormat.of().formatHex(out.toByteArray()));
        assertEquals("Caller[certificate=false, token=true]", caller.toString());
    }

    @Test
    void aServerUnderstandsThemAll() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            int port = listen(vertx).await(30, TimeUnit.SECONDS).actualPort();
            String authority = "127.0.0.1:" + port;
            try (Line line = Line.open(port, new RequestFrames(authority, List.of("/a?b=c%2Fd", LONG), TOKEN), TOKEN)) {
                for (int request = 0; request < 3; request++) {
                    line.ask();
                }
                line.flush();
                FrameReader reader = new FrameReader(line.in(), new Deaf());
                while (seen.size() < 3) {
                    reader.read();
                }
            }
            String rest =
                    " " + authority + " application/json, */* weir-load (like kube-controller-manager) Bearer secret";
            assertEquals(
                    List.of("GET /a?b=c%2Fd" + rest, "GET " + LONG + rest, "GET /a?b=c%2Fd" + rest), List.copyOf(seen));
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
    }

    private Future<HttpServer> listen(Vertx vertx) {
        return SelfSigned.make(vertx, Instant.now())
                .compose(identity -> vertx.createHttpServer(ServerOptions.of(
                                "127.0.0.1", 0, Settings.defaults().limits(), Optional.of(identity.options())))
                        .requestHandler(this::note)
                        .listen());
    }

    private void note(HttpServerRequest request) {
        seen.add(String.join(
                " ",
                request.method().name(),
                request.uri(),
                String.valueOf(request.authority()),
                request.getHeader("accept"),
                request.getHeader("user-agent"),
                request.getHeader("authorization")));
        request.response().end();
    }

    private static final class Deaf implements FrameReader.Listener {

        @Override
        public void answered(int stream, boolean good) {}

        @Override
        public void reply(byte[] frame) {}

        @Override
        public void pong() {}

        @Override
        public void received(int bytes) {}
    }
}
