package dev.weir.gateway.access;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.send;
import static dev.weir.gateway.testing.TestGateway.until;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.certificates.CertificateMaker;
import dev.weir.controller.certificates.CertifiedKey;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, by which certificate, header or token, and at which cost. */
@Timeout(120)
final class ClusterAccessTest {

    private static final String CONFIG_MAP = "extension-apiserver-authentication";
    private static CertifiedKey frontAuthority;
    private static CertifiedKey clientAuthority;
    private static CertifiedKey front;
    private static CertifiedKey stranger;
    private static CertifiedKey user;

    private final FakeCluster cluster = FakeCluster.start();
    private final FakeReviews reviews = new FakeReviews();
    private final List<HttpClient> clients = new ArrayList<>();
    private TestGateway gateway;
    private ClusterAccess access;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificates() {
        frontAuthority = CertificateMaker.authority(Instant.now());
        clientAuthority = CertificateMaker.authority(Instant.now());
        front = CertificateMaker.leaf(frontAuthority, List.of("front-proxy-client"), Instant.now());
        stranger = CertificateMaker.leaf(frontAuthority, List.of("stranger"), Instant.now());
        user = CertificateMaker.leaf(clientAuthority, List.of("jane"), Instant.now());
    }

    @AfterAll
    static void forgetCertificates() {
        frontAuthority = null;
        clientAuthority = null;
        front = null;
        stranger = null;
        user = null;
    }

    @AfterEach
    void stop() {
        clients.forEach(client -> await(client.close()));
        if (gateway != null) {
            await(access.close());
            gateway.close();
        }
        cluster.close();
    }

    @Test
    void nobodyInParticularMayAskForHealthAndNothingElse() {
        open();
        HttpClient nobody = client(null);
        assertEquals(200, get(nobody, "/healthz").code());
        assertEquals(200, get(nobody, "/readyz").code());
        for (String path :
                List.of(uri("s0-a"), "/version", "/metrics", "/apis", "/weir/v1/explain/scaledobjects/a/b")) {
            Reply reply = get(nobody, path);
            assertEquals(401, reply.code(), path);
            assertEquals(
                    "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                            + "\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}",
                    reply.text());
        }
        assertEquals(List.of(), reviews.questions);
    }

    @Test
    void metricsOfThePortAreForAnybodyIfThatIsConfigured() {
        open("anonymous-metrics", "true");
        Reply reply = get(client(null), "/metrics");
        assertEquals(200, reply.code());
        assertTrue(reply.text().contains("weir_access_requests_total{outcome=\"open\"}"), reply.text());
    }

    @Test
    void headersCountOnTheConnectionOfTheProxyAlone() {
        open();
        reviews.rule = (caller, question) -> !caller.user().equals("jane");
        String[] forged = {"X-Remote-User", "admin", "X-Remote-Group", "system:masters"};
        assertEquals(401, get(client(null), uri("s0-a"), forged).code());
        assertEquals(401, get(client(stranger), uri("s0-a"), forged).code(), "a name that is not allowed");
        assertEquals(
                403, get(client(user), uri("s0-a"), forged).code(), "the certificate says who it is, not the headers");
        assertEquals("jane", reviews.callers.get(0).user());
        assertEquals(200, get(client(front), uri("s0-a"), forged).code());
        assertEquals(401, get(client(front), uri("s0-a")).code(), "a proxy that names nobody");
    }

    @Test
    void aProxySaysWhoAsks() {
        open();
        Reply reply = get(
                client(front, HttpVersion.HTTP_1_1),
                uri("s0-a"),
                "X-Remote-User",
                new String("jürgen".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                "x-remote-group",
                "a",
                "X-Remote-Group",
                "b",
                "X-Remote-Extra-Example.com%2fScopes",
                "one",
                "x-remote-uid",
                "not configured by the cluster");
        assertEquals(200, reply.code());
        assertEquals(
                new Caller(
                        "jürgen",
                        "",
                        List.of("a", "b", "system:authenticated"),
                        Map.of("example.com/scopes", List.of("one"))),
                reviews.callers.get(0));
    }

    @Test
    void aCertificateNamesItsCallerAndWhatIsKnownOfHimIsUsedAgain() {
        open();
        HttpClient jane = client(user);
        for (int at = 0; at < 5; at++) {
            assertEquals(200, get(jane, uri("s0-a")).code());
        }
        assertEquals(new Caller("jane", "", List.of("system:authenticated"), Map.of()), reviews.callers.get(0));
        assertEquals(List.of(Question.metrics("")), reviews.questions);
    }

    @Test
    void mastersAreNotAskedAbout() {
        open();
        reviews.rule = (caller, question) -> false;
        String[] master = {"X-Remote-User", "root", "X-Remote-Group", "system:masters"};
        assertEquals(200, get(client(front), uri("s0-a"), master).code());
        assertEquals(200, get(client(front), "/apis", master).code());
        assertEquals(List.of(), reviews.questions);
    }

    @Test
    void aTokenIsAskedAboutOnceHoweverManyShowIt() {
        open();
        reviews.tokens.put("t0", caller("bot"));
        Promise<Void> go = reviews.hold();
        HttpClient client = client(null);
        List<Future<Reply>> all = new ArrayList<>();
        for (int at = 0; at < 20; at++) {
            all.add(send(client, HttpMethod.GET, uri("s0-a"), "Authorization", "Bearer t0"));
        }
        until("all wait", () -> meter("weir.access.waiting", "tokens") == 20);
        go.complete();
        all.forEach(reply -> assertEquals(200, await(reply).code()));
        assertEquals(List.of("t0"), reviews.tokensAsked);
        assertEquals(List.of(Question.metrics("")), reviews.questions);

        gateway.now = TestGateway.START.plusSeconds(9);
        assertEquals(200, get(client, uri("s0-a"), "Authorization", "Bearer t0").code());
        assertEquals(1, reviews.tokensAsked.size());
        gateway.now = TestGateway.START.plusSeconds(10);
        assertEquals(200, get(client, uri("s0-a"), "Authorization", "bearer t0").code());
        assertEquals(2, reviews.tokensAsked.size());
    }

    @Test
    void aTokenOfNobodyIsRefusedAndAskedAboutAgainSoon() {
        open();
        HttpClient client = client(null);
        assertEquals(
                401, get(client, uri("s0-a"), "Authorization", "Bearer new").code());
        assertEquals(
                401, get(client, uri("s0-a"), "Authorization", "Bearer new").code());
        assertEquals(1, reviews.tokensAsked.size());
        reviews.tokens.put("new", caller("bot"));
        gateway.now = TestGateway.START.plusSeconds(2);
        assertEquals(
                200, get(client, uri("s0-a"), "Authorization", "Bearer new").code());
        for (String none : List.of("Bearer ", "Bearer", "Basic Ym90OngK", "new")) {
            assertEquals(401, get(client, uri("s0-a"), "Authorization", none).code(), none);
        }
    }

    @Test
    void whoMayReadOneMetricMayReadThatOne() {
        open();
        reviews.tokens.put("t0", caller("bot"));
        reviews.rule = (caller, question) ->
                question instanceof Question.OfResource of && of.resource().equals("s0-a");
        HttpClient client = client(null);
        assertEquals(200, get(client, uri("s0-a"), "Authorization", "Bearer t0").code());
        Reply other = get(client, uri("s0-b"), "Authorization", "Bearer t0");
        assertEquals(403, other.code());
        assertTrue(
                other.text()
                        .contains("s0-b.external.metrics.k8s.io is forbidden: User \\\"bot\\\" cannot list resource"
                                + " \\\"s0-b\\\" in API group \\\"external.metrics.k8s.io\\\" in the namespace"
                                + " \\\"default\\\""),
                other.text());
        Reply explain = get(client, "/weir/v1/explain/scaledobjects/default/x", "Authorization", "Bearer t0");
        assertEquals(403, explain.code());
        assertEquals(4, reviews.questions.size(), reviews.questions::toString);

        reviews.rule = (caller, question) -> false;
        gateway.now = TestGateway.START.plusSeconds(10);
        assertEquals(403, get(client, uri("s0-a"), "Authorization", "Bearer t0").code(), "a right that was taken away");
    }

    @Test
    void nothingWiderIsAskedIfThatIsSwitchedOff() {
        open("access-ask-widely", "false");
        HttpClient jane = client(user);
        assertEquals(200, get(jane, uri("s0-a")).code());
        assertEquals(200, get(jane, uri("s0-b")).code());
        assertEquals(200, get(jane, uri("s0-a")).code());
        assertEquals(
                List.of("s0-a", "s0-b"),
                reviews.questions.stream()
                        .map(question -> ((Question.OfResource) question).resource())
                        .toList());
    }

    @Test
    void whatManyReadersNeedIsAskedAnewBeforeItEnds() {
        open();
        HttpClient jane = client(user);
        assertEquals(200, get(jane, uri("s0-a")).code());
        gateway.now = TestGateway.START.plusSeconds(8);
        reviews.rule = (caller, question) -> false;
        assertEquals(200, get(jane, uri("s0-a")).code(), "nobody waits for it");
        until("asked anew", () -> reviews.questions.size() == 2);
        until("and heard", () -> get(jane, uri("s0-a")).code() == 403);
    }

    @Test
    void withoutTheApiServerWhatIsKnownHoldsItsTimeAndTheRestIsToldSo() {
        open("access-outage", "0");
        HttpClient jane = client(user);
        assertEquals(200, get(jane, uri("s0-a")).code());
        reviews.away("the API server did not answer a SubjectAccessReview within 5000 ms");
        gateway.now = TestGateway.START.plusSeconds(9);
        assertEquals(200, get(jane, uri("s0-a")).code());
        gateway.now = TestGateway.START.plusSeconds(10);
        Reply reply = get(jane, uri("s0-a"));
        assertEquals(503, reply.code());
        assertTrue(
                reply.text()
                        .contains("who may read is not known now: the API server did not answer a SubjectAccessReview"
                                + " within 5000 ms"),
                reply.text());
        assertEquals(
                503,
                get(client(null), uri("s0-a"), "Authorization", "Bearer t0").code());
        reviews.back();
        assertEquals(200, get(jane, uri("s0-a")).code());
    }

    @Test
    void aYesLivesOnWhileTheApiServerIsAwayAndEndsAfterItsTime() {
        open();
        reviews.tokens.put("t0", caller("hpa"));
        reviews.rule = (caller, question) -> !caller.user().equals("nobody");
        HttpClient jane = client(user);
        HttpClient anybody = client(null);
        assertEquals(200, get(jane, uri("s0-a")).code());
        assertEquals(200, token(anybody, "t0").code());
        reviews.away("the API server could not be asked by a TokenReview");
        gateway.now = TestGateway.START.plusSeconds(11);
        for (int round = 0; round < 3; round++) {
            assertEquals(200, get(jane, uri("s0-a")).code(), "by certificate");
            assertEquals(200, get(jane, uri("s0-b")).code(), "another metric, by the wider yes");
            assertEquals(200, token(anybody, "t0").code(), "by token");
            assertEquals(503, token(anybody, "t1").code(), "whom nobody knows");
        }
        assertEquals(1, gateway.meters.get("weir.access.reviews.away").gauge().value());
        assertTrue(gateway.meters.get("weir.access.outlived").counter().count() >= 9);
        gateway.now = TestGateway.START.plusSeconds(10 + 600 - 1);
        gateway.publish("s0-a", "{}");
        assertEquals(200, get(jane, uri("s0-a")).code());
        assertEquals(200, token(anybody, "t0").code());
        gateway.now = TestGateway.START.plusSeconds(10 + 600);
        assertEquals(503, get(jane, uri("s0-a")).code());
        assertEquals(503, token(anybody, "t0").code());
        reviews.back();
        gateway.publish("s0-a", "{}");
        assertEquals(200, token(anybody, "t0").code());
        assertEquals(0, gateway.meters.get("weir.access.reviews.away").gauge().value());
    }

    @Test
    void aNoNeverTurnsIntoAYes() {
        open();
        reviews.tokens.put("t0", caller("hpa"));
        reviews.rule = (caller, question) -> !caller.user().equals("jane");
        HttpClient jane = client(user);
        HttpClient anybody = client(null);
        assertEquals(403, get(jane, uri("s0-a")).code());
        assertEquals(401, token(anybody, "bad").code());
        assertEquals(200, token(anybody, "t0").code());
        // Taken away before the API server goes: a no that comes after a yes ends it.
        gateway.now = TestGateway.START.plusSeconds(11);
        reviews.rule = (caller, question) -> false;
        assertEquals(403, token(anybody, "t0").code());
        reviews.away("the API server could not be asked by a SubjectAccessReview");
        gateway.now = TestGateway.START.plusSeconds(30);
        assertEquals(503, get(jane, uri("s0-a")).code());
        assertEquals(503, token(anybody, "bad").code());
        assertEquals(503, token(anybody, "t0").code());
    }

    @Test
    void aNarrowYesLivesOnThoughTheWiderQuestionHasNoAnswer() {
        open();
        reviews.rule = (caller, question) -> question.attributes().encode().contains("s0-a");
        HttpClient jane = client(user);
        assertEquals(200, get(jane, uri("s0-a")).code());
        assertEquals(403, get(jane, uri("s0-b")).code());
        reviews.away("the API server could not be asked by a SubjectAccessReview");
        gateway.now = TestGateway.START.plusSeconds(30);
        assertEquals(200, get(jane, uri("s0-a")).code());
        assertEquals(503, get(jane, uri("s0-b")).code());
    }

    private static Reply token(HttpClient client, String token) {
        return get(client, uri("s0-a"), "Authorization", "Bearer " + token);
    }

    @Test
    void questionsAndThoseWhoWaitAreBounded() {
        open("max-access-reviews", "2", "max-access-waiting", "3");
        Promise<Void> go = reviews.hold();
        HttpClient client = client(null);
        List<Future<Reply>> waiting = new ArrayList<>();
        for (String token : List.of("a", "b", "b")) {
            waiting.add(send(client, HttpMethod.GET, uri("s0-a"), "Authorization", "Bearer " + token));
        }
        until("three wait for two answers", () -> meter("weir.access.waiting", "tokens") == 3);
        Reply full = get(client, uri("s0-a"), "Authorization", "Bearer a");
        assertEquals(503, full.code());
        assertTrue(full.text().contains("3 requests wait already to hear from the API server"), full.text());
        go.complete();
        waiting.forEach(reply -> assertEquals(401, await(reply).code()));

        until("nobody waits any more", () -> meter("weir.access.waiting", "tokens") == 0);

        Promise<Void> again = reviews.hold();
        waiting.clear();
        for (String token : List.of("c", "d")) {
            waiting.add(send(client, HttpMethod.GET, uri("s0-a"), "Authorization", "Bearer " + token));
        }
        until("two are asked", () -> meter("weir.access.reviews.pending", "tokens") == 2);
        Reply third = get(client, uri("s0-a"), "Authorization", "Bearer e");
        assertEquals(503, third.code());
        assertTrue(third.text().contains("is being asked 2 questions about callers already"), third.text());
        again.complete();
        waiting.forEach(reply -> assertEquals(401, await(reply).code()));
    }

    @Test
    void answersThatAreTooManyAreForgottenNotRefused() {
        open("max-access-answers", "16");
        HttpClient client = client(null);
        for (int at = 0; at < 100; at++) {
            assertEquals(
                    401,
                    get(client, uri("s0-a"), "Authorization", "Bearer x" + at).code());
        }
        double kept = gateway.meters
                .get("weir.access.remembered")
                .tag("of", "tokens")
                .gauge()
                .value();
        assertTrue(kept <= 16, () -> kept + " are kept");
    }

    @Test
    void anotherAuthorityCountsForOpenConnectionsToo() {
        open();
        String[] admin = {"X-Remote-User", "admin"};
        HttpClient former = client(front);
        assertEquals(200, get(former, uri("s0-a"), admin).code());
        CertifiedKey nextAuthority = CertificateMaker.authority(Instant.now());
        CertifiedKey next = CertificateMaker.leaf(nextAuthority, List.of("front-proxy-client"), Instant.now());
        publish(frontAuthority.certificatePem() + nextAuthority.certificatePem());
        until("both", () -> get(client(next), uri("s0-a"), admin).code() == 200);
        assertEquals(200, get(former, uri("s0-a"), admin).code());
        publish(nextAuthority.certificatePem());
        until(
                "the former counts no longer",
                () -> get(former, uri("s0-a"), admin).code() == 401);
        publish("-----BEGIN CERTIFICATE-----\nbroken");
        publish("-----BEGIN CERTIFICATE-----\nbroken still");
        assertEquals(200, get(client(next), uri("s0-a"), admin).code(), "what cannot be read changes nothing");
    }

    @Test
    void isNotReadyBeforeItKnowsWhoseWordCounts() {
        gateway = new TestGateway(this::guard);
        assertTrue(
                access.notReady().orElseThrow().contains("kube-system/" + CONFIG_MAP),
                String.valueOf(access.notReady()));
        assertEquals(
                401, get(client(front), uri("s0-a"), "X-Remote-User", "admin").code());
        publish(frontAuthority.certificatePem());
        until("known", () -> access.notReady().isEmpty());
    }

    @Test
    void filesAreTakenInsteadOfTheClustersAndFollowed() throws Exception {
        Path ca = folder.resolve("front.crt");
        gateway = new TestGateway(made -> guard(
                made,
                Map.of(
                        "requestheader-client-ca-file", ca.toString(),
                        "requestheader-username-headers", "X-Who",
                        "authentication-skip-lookup", "true",
                        "tls-check", "20ms")));
        gateway.publish("s0-a", "{}");
        assertTrue(access.notReady().isEmpty());
        HttpClient client = client(stranger);
        assertEquals(401, get(client, uri("s0-a"), "X-Who", "admin").code());
        Files.writeString(ca, frontAuthority.certificatePem());
        until(
                "the file has come",
                () -> get(client, uri("s0-a"), "X-Who", "admin").code() == 200);
        Files.writeString(ca, clientAuthority.certificatePem());
        until(
                "another has come",
                () -> get(client, uri("s0-a"), "X-Who", "admin").code() == 401);
    }

    @Test
    void aBodyWaitsForTheAnswerToo() {
        gateway = new TestGateway(this::guard);
        publish(frontAuthority.certificatePem());
        reviews.tokens.put("t0", caller("bot"));
        for (HttpVersion version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
            gateway.now = gateway.now.plusSeconds(60);
            HttpServer echo = await(serveEcho());
            HttpClient client = gateway.vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(version)
                    .setHttp2ClearTextUpgrade(false)
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(echo.actualPort()));
            clients.add(client);
            Promise<Void> go = reviews.hold();
            Buffer body = Buffer.buffer("x".repeat(200_000));
            Future<Buffer> reply = client.request(new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setURI("/api/v1/query")
                            .putHeader("Authorization", "Bearer t0"))
                    .compose(request -> request.send(body).compose(response -> response.body()));
            until("it waits", () -> meter("weir.access.waiting", "tokens") == 1);
            go.complete();
            assertEquals("bot 200000", await(reply).toString(), version::toString);
            await(echo.close());
        }
    }

    @Test
    void versionsAndANewCertificateHoldThoughClientsAreAskedForOne() throws Exception {
        CertifiedKey first = CertificateMaker.selfSigned(Instant.now());
        CertifiedKey second = CertificateMaker.selfSigned(Instant.now());
        show(first);
        open(
                "tls-cert",
                folder.resolve("tls.crt").toString(),
                "tls-key",
                folder.resolve("tls.key").toString(),
                "tls-check",
                "20ms",
                "tls-min-version",
                "VersionTLS13");
        HttpClient kept = client(front);
        String[] admin = {"X-Remote-User", "admin"};
        assertEquals(200, get(kept, uri("s0-a"), admin).code());
        show(second);
        until("another is shown", () -> {
            assertEquals(200, get(kept, uri("s0-a"), admin).code());
            return shown().equals(second.certificate());
        });
        assertEquals(200, get(kept, uri("s0-a"), admin).code());
        assertEquals(200, get(client(front), uri("s0-a"), admin).code(), "clients are still asked for a certificate");
        HttpClient old = gateway.vertx.createHttpClient(
                options(front, HttpVersion.HTTP_1_1).setEnabledSecureTransportProtocols(Set.of("TLSv1.2")));
        clients.add(old);
        boolean taken = await(
                send(old, HttpMethod.GET, "/healthz").transform(done -> Future.succeededFuture(done.succeeded())));
        assertFalse(taken);
    }

    private void show(CertifiedKey key) throws Exception {
        Files.writeString(folder.resolve("tls.crt"), key.certificatePem());
        Files.writeString(folder.resolve("tls.key"), key.keyPem());
    }

    private Certificate shown() throws Exception {
        HttpClient client = client(null);
        return await(client.request(HttpMethod.GET, "/healthz")
                        .compose(request -> request.send()
                                .compose(response -> response.end().map(request))))
                .connection()
                .peerCertificates()
                .get(0);
    }

    private Future<HttpServer> serveEcho() {
        Promise<HttpServer> served = Promise.promise();
        Context loop = gateway.vertx.getOrCreateContext();
        loop.runOnContext(on -> gateway.vertx
                .createHttpServer()
                .requestHandler(access.before(
                        loop,
                        request -> request.body()
                                .onSuccess(body -> request.response()
                                        .end(access.caller(request).user() + " " + body.length()))))
                .listen(0, "127.0.0.1")
                .onComplete(served));
        return served.future();
    }

    private void open(String... settings) {
        gateway = new TestGateway(made -> guard(made, map(settings)), settings);
        publish(frontAuthority.certificatePem());
        until("the authorities are known", () -> access.notReady().isEmpty());
        gateway.publish("s0-a", "{}");
        gateway.publish("s0-b", "{}");
    }

    private ClusterAccess guard(TestGateway made) {
        return guard(made, Map.of());
    }

    private ClusterAccess guard(TestGateway made, Map<String, String> settings) {
        Settings read = Settings.from(settings);
        access = new ClusterAccess(
                made.vertx,
                new FollowedTrust(made.vertx, cluster.client(), read.access().trust()),
                reviews,
                read.access(),
                new byte[] {1},
                () -> made.now,
                made.meters);
        access.start();
        return access;
    }

    /** As the API server does. */
    private void publish(String frontPem) {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-system")
                        .withName(CONFIG_MAP)
                        .endMetadata()
                        .withData(Map.of(
                                "client-ca-file", clientAuthority.certificatePem(),
                                "requestheader-client-ca-file", frontPem,
                                "requestheader-allowed-names", "[\"front-proxy-client\"]",
                                "requestheader-username-headers", "[\"X-Remote-User\"]",
                                "requestheader-group-headers", "[\"X-Remote-Group\"]",
                                "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]"))
                        .build())
                .createOr(existing -> existing.update());
    }

    private double meter(String name, String of) {
        return gateway.meters.get(name).tag("of", of).gauge().value();
    }

    private HttpClient client(CertifiedKey shown) {
        return client(shown, HttpVersion.HTTP_2);
    }

    private HttpClient client(CertifiedKey shown, HttpVersion version) {
        HttpClient client = gateway.vertx.createHttpClient(options(shown, version));
        clients.add(client);
        return client;
    }

    private HttpClientOptions options(CertifiedKey shown, HttpVersion version) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(version)
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(gateway.doors.apiPort());
        if (shown != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(shown.certificatePem()))
                    .addKeyValue(Buffer.buffer(shown.keyPem())));
        }
        return options;
    }

    private static Reply get(HttpClient client, String uri, String... headers) {
        return await(client.request(
                        new RequestOptions().setMethod(HttpMethod.GET).setURI(uri))
                .compose(request -> {
                    for (int at = 0; at < headers.length; at += 2) {
                        request.headers().add(headers[at], headers[at + 1]);
                    }
                    return request.send()
                            .compose(response -> response.body()
                                    .map(body -> new Reply(
                                            response.statusCode(),
                                            String.valueOf(response.getHeader("content-type")),
                                            body,
                                            response.version())));
                }));
    }

    private static Caller caller(String name) {
        return new Caller(name, "", List.of(), Map.of()).authenticated();
    }

    private static Map<String, String> map(String... settings) {
        Map<String, String> map = new HashMap<>();
        for (int at = 0; at < settings.length; at += 2) {
            map.put(settings[at], settings[at + 1]);
        }
        return map;
    }
}
