package dev.weir.gateway.access;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.certificates.CertificateMaker;
import dev.weir.controller.certificates.CertifiedKey;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.gateway.config.InvalidSettingsException;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.testing.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may put queries to the port of shared Prometheus queries, and that nobody's token goes further. */
@Timeout(120)
final class GuardedQueriesTest {

    private static final String QUERY = "/api/v1/query?query=up";
    private static final String ANSWER = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();
    private final FakeReviews reviews = new FakeReviews();
    private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
    private final HttpServer upstream = await(vertx.createHttpServer()
            .requestHandler(request -> {
                asked.add(request);
                request.response().putHeader("content-type", "application/json").end(ANSWER);
            })
            .listen(0, "127.0.0.1"));
    private final List<ClusterAccess> guards = new ArrayList<>();
    private TestGateway gateway;

    @TempDir
    private Path folder;

    record Reply(int code, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    @AfterEach
    void stop() {
        guards.forEach(guard -> await(guard.close()));
        if (gateway != null) {
            gateway.close();
        }
        await(vertx.close());
        cluster.close();
    }

    @Test
    void aTokenAndTheRightToThePathLetIn() {
        open("prometheus-access", "cluster");
        reviews.tokens.put("t0", caller("grafana"));
        reviews.tokens.put("t1", caller("stranger"));
        reviews.rule = (caller, question) -> caller.user().equals("grafana");
        Reply nobody = ask(HttpMethod.GET, QUERY, null);
        assertEquals(401, nobody.code());
        assertEquals("error", nobody.json().getString("status"));
        assertEquals("unauthorized", nobody.json().getString("errorType"));
        assertEquals("Unauthorized", nobody.json().getString("error"));
        Reply stranger = ask(HttpMethod.GET, QUERY, null, "Authorization", "Bearer t1");
        assertEquals(403, stranger.code());
        assertEquals("forbidden", stranger.json().getString("errorType"));
        assertEquals(
                "forbidden: User \"stranger\" cannot get path \"/prometheus/api/v1/query\"",
                stranger.json().getString("error"));
        assertEquals(List.of(), asked);
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
            assertEquals(
                    ANSWER,
                    ask(method, QUERY, null, "Authorization", "Bearer t0").body());
        }
        assertEquals(
                200,
                ask(HttpMethod.GET, "/b/api/v1/labels", null, "Authorization", "Bearer t0")
                        .code());
        assertFalse(asked.isEmpty());
        asked.forEach(request -> assertFalse(request.headers().contains("Authorization"), "no token goes further"));
        assertEquals(200, ask(HttpMethod.GET, "/healthz", null).code());
    }

    @Test
    void itIsAskedByPathWhateverThePathLooksLike() {
        open("prometheus-access", "cluster");
        reviews.tokens.put("t0", caller("grafana"));
        reviews.rule = (caller, question) -> false;
        for (String path : List.of(
                "/api/v1/query",
                "/b/api/v1/query_range",
                "/api/v1/label/a/values",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/s0-queue",
                "/weir/v1/top")) {
            reviews.questions.clear();
            assertEquals(
                    403,
                    ask(HttpMethod.GET, path + "?query=up", null, "Authorization", "Bearer t0")
                            .code());
            assertEquals(List.of(new Question.OfPath("get", "/prometheus" + path)), reviews.questions);
            assertEquals(
                    new JsonObject()
                            .put(
                                    "nonResourceAttributes",
                                    new JsonObject().put("verb", "get").put("path", "/prometheus" + path)),
                    reviews.questions.get(0).attributes());
        }
    }

    @Test
    void aCertificateOfTheClusterLetsIn() throws Exception {
        CertifiedKey authority = CertificateMaker.authority(Instant.now());
        CertifiedKey jane = CertificateMaker.leaf(authority, List.of("jane"), Instant.now());
        Path ca = Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
        open("prometheus-access", "cluster", "client-ca-file", ca.toString());
        reviews.rule = (caller, question) -> caller.user().equals("jane");
        TestGateway.until(
                "the authority is known", () -> ask(HttpMethod.GET, QUERY, jane).code() == 200);
        assertEquals(401, ask(HttpMethod.GET, QUERY, null).code());
    }

    @Test
    void whileNobodyCanBeAskedItSaysSoInPrometheusWords() {
        open("prometheus-access", "cluster");
        reviews.away("the API server could not be asked by a TokenReview");
        Reply reply = ask(HttpMethod.GET, QUERY, null, "Authorization", "Bearer t0");
        assertEquals(503, reply.code());
        assertEquals("unavailable", reply.json().getString("errorType"));
        assertTrue(reply.json().getString("error").contains("could not be asked by a TokenReview"), reply.body());
    }

    @Test
    void onLoopbackItStaysOpenUnlessToldOtherwise() {
        open();
        Reply reply = ask(HttpMethod.GET, QUERY, null, "Authorization", "Bearer mine");
        assertEquals(ANSWER, reply.body());
        assertEquals("Bearer mine", asked.get(0).getHeader("Authorization"));
        assertEquals(List.of(), reviews.tokensAsked);
    }

    @Test
    void beyondLoopbackItIsGuardedAsTheApiIs() {
        open("prometheus-bind", "0.0.0.0");
        assertEquals(401, ask(HttpMethod.GET, QUERY, null).code());
    }

    @Test
    void beyondLoopbackItIsOpenWhereThatIsSaid() {
        open("prometheus-bind", "0.0.0.0", "prometheus-access", "open");
        assertEquals(200, ask(HttpMethod.GET, QUERY, null).code());
    }

    @Test
    void credentialsAreNotBothCheckedAndPassedOn() {
        String said = "prometheus-forward-authorization=true and prometheus-access=cluster exclude each other";
        InvalidSettingsException explicit = assertThrows(
                InvalidSettingsException.class,
                () -> open("prometheus-access", "cluster", "prometheus-forward-authorization", "true"));
        assertTrue(explicit.getMessage().contains(said), explicit.getMessage());
        InvalidSettingsException byPlace = assertThrows(
                InvalidSettingsException.class,
                () -> open("prometheus-bind", "0.0.0.0", "prometheus-forward-authorization", "true"));
        assertTrue(byPlace.getMessage().contains(said), byPlace.getMessage());
        InvalidSettingsException plain = assertThrows(
                InvalidSettingsException.class,
                () -> open("prometheus-access", "cluster", "prometheus-insecure-http", "true"));
        assertTrue(plain.getMessage().contains("prometheus-insecure-http exclude each other"), plain.getMessage());
        Throwable nobodyToAsk = assertThrows(
                Throwable.class,
                () -> new TestGateway(settings("prometheus-access", "cluster").toArray(String[]::new)));
        assertTrue(String.valueOf(nobodyToAsk.getMessage()).contains("takes a cluster"), nobodyToAsk.toString());
    }

    private List<String> settings(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "prometheus-port",
                "0",
                "prometheus-upstream",
                "http://127.0.0.1:" + upstream.actualPort(),
                "prometheus-upstreams",
                "b=http://127.0.0.1:" + upstream.actualPort(),
                "authentication-skip-lookup",
                "true"));
        all.addAll(List.of(more));
        return all;
    }

    private void open(String... more) {
        String[] settings = settings(more).toArray(String[]::new);
        gateway = new TestGateway(made -> guard(made, settings), settings);
    }

    private Access guard(TestGateway made, String... settings) {
        Map<String, String> map = new HashMap<>();
        for (int at = 0; at < settings.length; at += 2) {
            map.put(settings[at], settings[at + 1]);
        }
        Settings read = Settings.from(map);
        ClusterAccess access = new ClusterAccess(
                made.vertx,
                new FollowedTrust(made.vertx, cluster.client(), read.access().trust()),
                reviews,
                read.access(),
                new byte[] {1},
                () -> made.now,
                made.meters);
        access.start();
        guards.add(access);
        return access;
    }

    private Reply ask(HttpMethod method, String uri, CertifiedKey shown, String... headers) {
        HttpClientOptions options =
                new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
        if (shown != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(shown.certificatePem()))
                    .addKeyValue(Buffer.buffer(shown.keyPem())));
        }
        HttpClient client = vertx.createHttpClient(options);
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setHost("127.0.0.1")
                .setPort(gateway.doors.prometheusPort())
                .setURI(uri);
        for (int at = 0; at < headers.length; at += 2) {
            request.putHeader(headers[at], headers[at + 1]);
        }
        try {
            return await(client.request(request)
                    .compose(sent -> sent.send()
                            .compose(answer ->
                                    answer.body().map(body -> new Reply(answer.statusCode(), body.toString())))));
        } finally {
            await(client.close());
        }
    }

    private static Caller caller(String name) {
        return new Caller(name, "", List.of(), Map.of()).authenticated();
    }
}
