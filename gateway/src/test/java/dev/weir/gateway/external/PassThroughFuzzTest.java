package dev.weir.gateway.external;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.external.RawConnection.Answer;
import dev.weir.gateway.testing.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred thousand hostile requests for metrics that are not ours: every byte in names, dots, slashes in all disguises, other
 * groups, other servers. The second adapter sees none but a namespace and a metric of the one group, and each has an answer.
 * {@code -Dweir.fuzz.seed=N} repeats a run.
 */
@Timeout(300)
final class PassThroughFuzzTest {

    private static final int INPUTS = 100_000;
    private static final int BATCH = 200;
    private static final String GROUP = "/apis/external.metrics.k8s.io/v1beta1/";
    private static final String ALLOWED = "/base" + GROUP + "namespaces/";
    private static final Set<Integer> CODES = Set.of(200, 301, 400, 404, 405, 406, 414, 431, 500);
    private static final List<String> PIECES = List.of(
            "..",
            ".",
            "/",
            "//",
            "/../",
            "/./",
            "%2e",
            "%2E%2e",
            "%2f",
            "%2F..%2f",
            "%5c",
            "\\",
            "%252e",
            "%25",
            "%00",
            "%0d%0a",
            "%7f",
            ";",
            ";a=b",
            "?",
            "#",
            "@",
            ":",
            "*",
            "%",
            "%2",
            "%zz",
            "%c0%ae",
            "%e2%80%a5",
            "\u00ff",
            "{}",
            "|",
            "^",
            "~",
            "namespaces",
            "default",
            "queue_depth",
            "apis",
            "custom.metrics.k8s.io",
            "external.metrics.k8s.io",
            "v1beta1",
            "v2",
            "openapi",
            "base",
            "metrics",
            "healthz");
    private static final List<String> ROOTS = List.of(
            GROUP + "namespaces/",
            GROUP + "namespaces/",
            GROUP + "namespaces/",
            GROUP + "namespaces/",
            GROUP,
            "/apis/custom.metrics.k8s.io/v1beta1/namespaces/",
            "/apis/external.metrics.k8s.io/v1beta1%2fnamespaces/",
            "/apis/external.metrics.k8s.io/v1beta1/namespaces/../../../",
            "/apis/external.metrics.k8s.io/v1beta1//namespaces/",
            "/apis/../apis/external.metrics.k8s.io/v1beta1/namespaces/",
            "/apis/external.metrics.k8s.io%00/v1beta1/namespaces/",
            "//evil" + GROUP + "namespaces/",
            "http://evil" + GROUP + "namespaces/",
            "/base" + GROUP + "namespaces/");

    private final long seed = Long.getLong("weir.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger passed = new AtomicInteger();
    private final Queue<String> trespasses = new ConcurrentLinkedQueue<>();
    private final HttpServer adapter =
            await(vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(1 << 16))
                    .requestHandler(this::look)
                    .listen(0, "127.0.0.1"));

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void theAdapterSeesNothingButMetricsOfNamespaces() throws IOException {
        System.out.println("PassThroughFuzzTest: -Dweir.fuzz.seed=" + seed);
        List<String> all = everyByte();
        while (all.size() < INPUTS) {
            all.add(request(path() + query()));
        }
        try (TestGateway gateway = new TestGateway(
                        "insecure-http", "true", "adapter-url", "http://127.0.0.1:" + adapter.actualPort() + "/base");
                RawConnection wellBehaved = new RawConnection(gateway.doors.apiPort())) {
            gateway.publish("s0-queue", "{\"value\":\"5\"}");
            for (int done = 0; done < INPUTS; done += BATCH) {
                FuzzTest.exchange(
                        gateway.doors.apiPort(), all.subList(done, Math.min(done + BATCH, all.size())), this::check);
                assertEquals(List.of(), List.copyOf(trespasses), () -> "seed " + seed);
                wellBehaved.send(request(uri("s0-queue")));
                assertEquals(new Answer(200, "{\"value\":\"5\"}"), wellBehaved.read());
            }
        }
        assertTrue(passed.get() > INPUTS / 100, () -> "only " + passed + " were passed on, seed " + seed);
    }

    /** Plays the adapter, and judges what it is sent by rules of its own. */
    private void look(HttpServerRequest request) {
        String uri = request.uri();
        if (!uri.equals("/base/apis/external.metrics.k8s.io/v1beta1")) {
            passed.incrementAndGet();
            if (!isAllowed(uri.split("\\?", 2)[0]) || request.headers().contains("X-Remote-User")) {
                trespasses.add(uri);
            }
        }
        request.response()
                .putHeader("content-type", "application/json")
                .end("{\"kind\":\"APIResourceList\",\"resources\":[]}");
    }

    private static boolean isAllowed(String path) {
        if (!path.startsWith(ALLOWED)) {
            return false;
        }
        String[] names = path.substring(ALLOWED.length()).split("/", -1);
        return names.length == 2 && isName(names[0]) && isName(names[1]);
    }

    private static boolean isName(String escaped) {
        String name = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
        return !name.isEmpty() && !name.matches("\\.{1,2}") && !name.matches("(?s).*[/\\\\%\\x00-\\x1f\\x7f].*");
    }

    private void check(String request, Answer answer) {
        assertTrue(CODES.contains(answer.code()), () -> answer.code() + " for " + request + ", seed " + seed);
        if (answer.code() >= 400) {
            JsonObject status = new JsonObject(answer.body());
            assertEquals("Status", status.getString("kind"), () -> request + ", seed " + seed);
        }
    }

    /** Each byte, raw and escaped, before, in and behind a namespace and a metric. */
    private static List<String> everyByte() {
        List<String> all = new ArrayList<>();
        for (int octet = 0; octet < 256; octet++) {
            List<String> forms =
                    new ArrayList<>(List.of(String.format("%%%02x", octet), String.format("%%%02X", octet)));
            if (octet > ' ') {
                forms.add(String.valueOf((char) octet));
            }
            for (String form : forms) {
                for (String name : List.of(form, form + "a", "a" + form, "a" + form + "b", form + form)) {
                    all.add(request(GROUP + "namespaces/default/" + name));
                    all.add(request(GROUP + "namespaces/" + name + "/queue_depth"));
                }
            }
        }
        return all;
    }

    private static String request(String uri) {
        return "GET " + uri + " HTTP/1.1\r\nHost: x\r\nX-Remote-User: admin\r\n\r\n";
    }

    private String path() {
        StringBuilder path = new StringBuilder(pick(ROOTS));
        for (int segment = 0; segment < 2; segment++) {
            path.append(segment == 0 ? "" : "/").append(random.nextInt(3) == 0 ? "default" : name());
        }
        if (random.nextInt(8) == 0) {
            path.insert(random.nextInt(path.length() + 1), pick(PIECES));
        }
        return path.toString();
    }

    private String name() {
        StringBuilder name = new StringBuilder(random.nextInt(2) == 0 ? "queue_depth" : "");
        for (int piece = random.nextInt(3); piece >= 0; piece--) {
            int at = random.nextInt(name.length() + 1);
            if (random.nextInt(3) == 0) {
                name.insert(at, (char) (0x21 + random.nextInt(0x100 - 0x21)));
            } else {
                name.insert(at, pick(PIECES));
            }
        }
        return name.toString();
    }

    private String query() {
        return switch (random.nextInt(4)) {
            case 0 -> "?labelSelector=" + pick(PIECES) + "=" + pick(PIECES);
            case 1 -> "?" + pick(PIECES) + "&/../" + pick(PIECES);
            default -> "";
        };
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
