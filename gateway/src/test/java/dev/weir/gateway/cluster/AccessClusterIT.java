package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.certificates.CertificateMaker;
import dev.weir.controller.certificates.CertifiedKey;
import dev.weir.scalers.testing.ServerProcess;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real API server says who may read: it shows its proxy's certificate and checks ours, its HPA controller scales by our
 * metrics, and those who come past it are asked who they are. With the rights of {@code deploy/rbac.yaml}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessClusterIT {

    private static final Duration HPA_ROUND = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Longer than answers are remembered, and shorter than anything is that is waited for. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final int queries = ServerProcess.freePort();
    private TestCluster cluster;
    private String namespace;
    private Room room;

    record Reply(int code, String body) {}

    /** One process for all: nothing that one test does changes who may read in another. */
    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        cluster = TestCluster.connect();
        namespace = cluster.namespace("weir-access-");
        int prometheus = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end("{\"status\":\"success\",\"data\":[],\"token\":"
                                + request.headers().contains("Authorization") + "}"))
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS)
                .actualPort();
        room = Room.open(
                cluster,
                namespace,
                folder,
                RightsClusterIT.operator(cluster, namespace, folder),
                "--enable-cert-rotation",
                "--metrics-server-service-name=weir",
                "--set",
                "prometheus-port=" + queries,
                "--set",
                "prometheus-upstream=http://127.0.0.1:" + prometheus,
                "--set",
                "prometheus-access=cluster");
        cluster.aggregateChecked(namespace, room.weir.port());
        room.deployment("app", 0);
        room.says(17);
        room.object("orders", "{name: app}", "maxReplicaCount: 6");
    }

    @AfterAll
    void close() throws Exception {
        if (room != null) {
            room.close();
        }
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void theHpaControllerReadsThroughTheCheckedDoorAndScales() {
        double before = requests("unauthorized") + requests("forbidden");
        room.untilReplicas("app", 4, HPA_ROUND);
        room.says(27);
        room.untilReplicas("app", 6, HPA_ROUND);
        System.out.println("Access: allowed " + requests("allowed") + ", questions about rights "
                + TestCluster.counter(
                        room.weir.meters(), "weir_access_reviews_total{of=\"rights\",outcome=\"answered\"}"));
        assertTrue(requests("allowed") > 0);
        assertEquals(before, requests("unauthorized") + requests("forbidden"));
    }

    private double requests(String outcome) {
        return TestCluster.counter(room.weir.meters(), "weir_access_requests_total{outcome=\"" + outcome + "\"}");
    }

    @Test
    void whoComesPastTheApiServerIsAskedWhoHeIs() {
        room.untilCondition("orders", "Ready", "True ScaledObjectReady");
        String metric = room.metric();
        assertEquals(401, direct(null, metric).code());
        assertEquals(200, direct(null, "/healthz").code());
        Reply forged = direct(null, metric, "X-Remote-User", "admin", "X-Remote-Group", "system:masters");
        assertEquals(401, forged.code());
        assertTrue(forged.body().contains("\"reason\":\"Unauthorized\""), forged::body);
        CertifiedKey own = CertificateMaker.leaf(
                CertificateMaker.authority(Instant.now()), List.of("front-proxy-client"), Instant.now());
        assertEquals(
                401,
                direct(own, metric, "X-Remote-User", "admin", "X-Remote-Group", "system:masters")
                        .code());

        String token = token("reader");
        Reply forbidden = direct(null, metric, "Authorization", "Bearer " + token);
        assertEquals(403, forbidden.code());
        assertTrue(
                forbidden
                        .body()
                        .contains("cannot list resource \\\"s0-metric-api-value\\\" in API group"
                                + " \\\"external.metrics.k8s.io\\\" in the namespace \\\"" + namespace + "\\\""),
                forbidden::body);
        assertEquals(
                403, direct(null, explain(), "Authorization", "Bearer " + token).code());
        assertEquals(
                401,
                direct(null, metric, "Authorization", "Bearer " + token + "x").code());

        grant("reader", "s0-metric-api-value");
        eventually(
                "the right is seen",
                REMEMBERED,
                () -> direct(null, metric, "Authorization", "Bearer " + token).code() == 200);
        assertEquals(
                403, direct(null, explain(), "Authorization", "Bearer " + token).code());
        grant("reader", "*");
        eventually(
                "what is explained is for who may read all of a namespace",
                REMEMBERED,
                () -> direct(null, explain(), "Authorization", "Bearer " + token)
                                .code()
                        == 200);
    }

    /** With the ClusterRole that deploy/docs/prometheus.md shows, narrowed to one path. */
    @Test
    void queriesAreForThoseWhoMayGetTheirPath() {
        String labels = "/api/v1/labels";
        Reply nobody = direct(queries, null, labels);
        assertEquals(401, nobody.code());
        assertEquals("{\"status\":\"error\",\"errorType\":\"unauthorized\",\"error\":\"Unauthorized\"}", nobody.body());
        String token = token("grafana");
        String[] shown = {"Authorization", "Bearer " + token};
        Reply forbidden = direct(queries, null, labels, shown);
        assertEquals(403, forbidden.code());
        assertTrue(
                forbidden
                        .body()
                        .contains("User \\\"system:serviceaccount:" + namespace
                                + ":grafana\\\" cannot get path \\\"/prometheus/api/v1/labels\\\""),
                forbidden::body);
        cluster.apply(namespace, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: NAMESPACE-queries}
                rules: [{nonResourceURLs: ["/prometheus/api/v1/labels"], verbs: [get]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: NAMESPACE-queries}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: NAMESPACE-queries}
                subjects: [{kind: ServiceAccount, name: grafana, namespace: NAMESPACE}]
                """.replace("NAMESPACE", namespace));
        eventually(
                "the right is seen",
                REMEMBERED,
                () -> direct(queries, null, labels, shown).code() == 200);
        assertTrue(direct(queries, null, labels, shown).body().contains("\"token\":false"), "it goes no further");
        assertEquals(403, direct(queries, null, "/api/v1/query?query=up", shown).code(), "another path");
    }

    @Test
    void theApiServerAndWeirSayTheSameToWhoMayNot() {
        room.untilCondition("orders", "Ready", "True ScaledObjectReady");
        eventually(
                "it answers",
                SOON,
                () -> cluster.json(room.metric()).path("items").size() == 1);
        String token = token("other");
        try (KubernetesClient restricted = as(token)) {
            KubernetesClientException refused =
                    assertThrows(KubernetesClientException.class, () -> restricted.raw(room.metric()));
            assertEquals(403, refused.getCode());
            String own = direct(null, room.metric(), "Authorization", "Bearer " + token)
                    .body();
            String said = refused.getStatus().getMessage();
            assertTrue(own.contains(said.replace("\"", "\\\"")), () -> own + "\n" + said);

            grant("other", "s0-metric-api-value");
            eventually(
                    "both let in",
                    REMEMBERED,
                    () -> String.valueOf(restricted.raw(room.metric())).contains("ExternalMetricValueList"));
        }
    }

    @Test
    void anotherProxyAuthorityInTheConfigMapIsFollowed() {
        room.untilCondition("orders", "Ready", "True ScaledObjectReady");
        CertifiedKey authority = CertificateMaker.authority(Instant.now());
        CertifiedKey proxy = CertificateMaker.leaf(authority, List.of("front-proxy-client"), Instant.now());
        String[] admin = {"X-Remote-User", "admin", "X-Remote-Group", "system:masters"};
        assertEquals(401, direct(proxy, room.metric(), admin).code());
        Resource<ConfigMap> published =
                cluster.client().configMaps().inNamespace("kube-system").withName("extension-apiserver-authentication");
        AtomicReference<String> before = new AtomicReference<>();
        published.edit(map -> {
            before.set(map.getData().get("requestheader-client-ca-file"));
            map.getData().put("requestheader-client-ca-file", before.get() + authority.certificatePem());
            return map;
        });
        try {
            eventually(
                    "the new authority counts",
                    SOON,
                    () -> direct(proxy, room.metric(), admin).code() == 200);
            assertTrue(String.valueOf(cluster.client().raw(room.metric())).contains("ExternalMetricValueList"));
        } finally {
            published.edit(map -> {
                map.getData().put("requestheader-client-ca-file", before.get());
                return map;
            });
        }
        eventually(
                "it counts no longer",
                SOON,
                () -> direct(proxy, room.metric(), admin).code() == 401);
    }

    private String explain() {
        return "/weir/v1/explain/scaledobjects/" + namespace + "/orders";
    }

    /** Past the API server, with a certificate or without. */
    private Reply direct(CertifiedKey shown, String uri, String... headers) {
        return direct(room.weir.port(), shown, uri, headers);
    }

    private Reply direct(int port, CertifiedKey shown, String uri, String... headers) {
        HttpClientOptions options =
                new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
        if (shown != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(shown.certificatePem()))
                    .addKeyValue(Buffer.buffer(shown.keyPem())));
        }
        HttpClient client = vertx.createHttpClient(options);
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(uri);
        for (int at = 0; at < headers.length; at += 2) {
            request.putHeader(headers[at], headers[at + 1]);
        }
        try {
            return client.request(request)
                    .compose(asked -> asked.send()
                            .compose(answer ->
                                    answer.body().map(body -> new Reply(answer.statusCode(), body.toString()))))
                    .await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer to " + uri, e);
        } finally {
            client.close();
        }
    }

    private String token(String account) {
        cluster.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(account)
                        .endMetadata()
                        .build())
                .create();
        return cluster.client()
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private void grant(String account, String resource) {
        cluster.apply(
                namespace,
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: ACCOUNT}
                rules: [{apiGroups: [external.metrics.k8s.io], resources: ["RESOURCE"], verbs: [get, list]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: ACCOUNT}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ACCOUNT}
                subjects: [{kind: ServiceAccount, name: ACCOUNT, namespace: NAMESPACE}]
                """.replace("ACCOUNT", account).replace("RESOURCE", resource).replace("NAMESPACE", namespace));
    }

    private KubernetesClient as(String token) {
        Config admin = cluster.client().getConfiguration();
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(admin.getMasterUrl())
                        .withCaCertData(admin.getCaCertData())
                        .withCaCertFile(admin.getCaCertFile())
                        .withOauthToken(token)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }
}
