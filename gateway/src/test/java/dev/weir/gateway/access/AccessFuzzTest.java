package dev.weir.gateway.access;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.FakeCluster;
import dev.weir.gateway.config.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Headers and tokens of every byte and size: each gets a bounded, clear answer, and others notice nothing of it. */
@Timeout(120)
final class AccessFuzzTest {

    private static final int INPUTS = 100_000;
    private static final int REQUESTS = 2_000;
    private static final IdentityHeaders HEADERS = new IdentityHeaders(
            List.of("X-Remote-User"), List.of("X-Remote-Uid"), List.of("X-Remote-Group"), List.of("X-Remote-Extra-"));

    private final long seed = Long.getLong("weir.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();

    @AfterEach
    void stop() {
        await(vertx.close());
        cluster.close();
    }

    @Test
    void whateverHeadersSayNobodyIsNamedButByTheHeadersOfTheProxy() {
        System.out.println("AccessFuzzTest -Dweir.seed=" + seed);
        Heard heard = new Heard();
        for (int at = 0; at < INPUTS; at++) {
            heard.anew(HEADERS);
            boolean named = false;
            for (int more = random.nextInt(6); more > 0; more--) {
                String name = name();
                String value = text(random.nextInt(40));
                named |= name.equalsIgnoreCase("x-remote-user") && !value.isEmpty();
                heard.accept(name, value);
            }
            Optional<Caller> caller = HEADERS.caller(heard.names(), heard.values());
            assertTrue(caller.isEmpty() || named, () -> "seed " + seed);
            caller.ifPresent(
                    who -> assertTrue(!who.user().isEmpty() && !who.groups().contains("")));
        }
    }

    @Test
    void whateverAPathIsItMeansOneThing() {
        System.out.println("AccessFuzzTest -Dweir.seed=" + seed);
        String[] pieces = {
            "/",
            "apis",
            "external.metrics.k8s.io",
            "v1beta1",
            "namespaces",
            "%2f",
            "%",
            "%zz",
            "..",
            "weir",
            "v1",
            "explain",
            "\u00e9",
            "%c3%a9",
            "%ff",
            "status",
            "//",
            "*",
            ""
        };
        for (int at = 0; at < INPUTS; at++) {
            StringBuilder path = new StringBuilder("/");
            for (int more = random.nextInt(10); more > 0; more--) {
                path.append(random.nextBoolean() ? "/" : "").append(pieces[random.nextInt(pieces.length)]);
            }
            Question.of(HttpMethod.GET, path.toString(), random.nextBoolean()).ifPresent(question -> {
                assertTrue(question.forbidden(text(10)).length() < 1_000, () -> "seed " + seed + " " + path);
                question.wider()
                        .forEach(wider -> assertTrue(wider.attributes().encode().contains("\"*\"")));
            });
        }
    }

    @Test
    void whateverIsSentTheAnswerIsAStatusAndOthersAreServed() throws Exception {
        System.out.println("AccessFuzzTest -Dweir.seed=" + seed);
        FakeReviews reviews = new FakeReviews();
        reviews.tokens.put("good", new Caller("bot", "", List.of(), Map.of()));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Settings settings = Settings.from(Map.of("authentication-skip-lookup", "true", "max-access-answers", "64"));
        ClusterAccess access = new ClusterAccess(
                vertx,
                new FollowedTrust(vertx, cluster.client(), settings.access().trust()),
                reviews,
                settings.access(),
                new byte[] {1},
                InstantSource.system(),
                meters);
        HttpServer server = serve(access);
        Map<Integer, Integer> codes = new TreeMap<>();
        for (int at = 0; at < REQUESTS; at++) {
            codes.merge(send(server.actualPort(), request()), 1, Integer::sum);
        }
        System.out.println("answers by code, 0 for a connection that was closed: " + codes);
        assertEquals(null, codes.get(500), () -> "seed " + seed);
        assertEquals(null, codes.get(200), () -> "nobody was let in; seed " + seed);
        assertEquals(
                200,
                send(
                        server.actualPort(),
                        "GET /apis HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer good\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1)));
        until(
                "nobody waits",
                () -> meters.get("weir.access.waiting")
                                .tag("of", "tokens")
                                .gauge()
                                .value()
                        == 0);
        assertTrue(
                meters.get("weir.access.remembered").tag("of", "tokens").gauge().value() <= 64);
        await(access.close());
    }

    private HttpServer serve(ClusterAccess access) {
        Promise<HttpServer> served = Promise.promise();
        Context loop = vertx.getOrCreateContext();
        loop.runOnContext(on -> vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(16_384))
                .requestHandler(
                        access.before(loop, request -> request.response().end("in")))
                .listen(0, "127.0.0.1")
                .onComplete(served));
        return await(served.future());
    }

    private byte[] request() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String path = random.nextBoolean()
                ? "/apis/external.metrics.k8s.io/v1beta1/namespaces/a/m"
                : "/" + text(random.nextInt(20)).replaceAll("[\\s]", "");
        write(request, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
        List<String> lines = new ArrayList<>();
        for (int more = random.nextInt(5); more > 0; more--) {
            lines.add(name() + ": " + text(random.nextInt(100)));
        }
        if (random.nextInt(3) == 0) {
            lines.add("Authorization: Bearer " + text(1 << random.nextInt(16)));
        }
        if (random.nextInt(4) == 0) {
            lines.add("X-Remote-User: admin");
            lines.add("X-Remote-User: root");
            lines.add("X-Remote-Group: system:masters");
        }
        for (String line : lines) {
            write(request, line.replaceAll("[\r\n]", "") + "\r\n");
        }
        write(request, "\r\n");
        return request.toByteArray();
    }

    private static void write(ByteArrayOutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The status of the answer; 0 if the connection ends without one. */
    private static int send(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        } catch (java.net.SocketException reset) {
            // A server that has refused a request need not read it to its end.
            return 0;
        }
    }

    private String name() {
        String[] names = {
            "X-Remote-User",
            "x-remote-user",
            "X-Remote-Group",
            "X-Remote-Extra-a%2",
            "X-Remote-Extra-",
            "X-Remote-Userx",
            "X-Remote-Uid",
            "Authorization",
            "Impersonate-User",
            "X_Remote_User",
            ""
        };
        String name = names[random.nextInt(names.length)];
        return random.nextInt(4) == 0 ? name + text(random.nextInt(5)) : name;
    }

    /** Of any bytes, one character each. */
    private String text(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            // Else few get past the server's own checks.
            for (int at = 0; at < length; at++) {
                bytes[at] = (byte) ('!' + (bytes[at] & 0x7f) % ('~' - '!'));
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
