package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API server checks our certificate, and while leaf and authority are replaced not one request fails. */
class CertificatesClusterIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger throughApiServer = new AtomicInteger();
    private final AtomicInteger direct = new AtomicInteger();
    private final AtomicBoolean asking = new AtomicBoolean(true);
    private TestCluster cluster;
    private Room room;
    private String namespace;

    @AfterEach
    void stop() throws Exception {
        asking.set(false);
        if (room != null) {
            room.close();
        }
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void leafAndAuthorityAreReplacedWithoutAFailedRequest() throws Exception {
        begin();
        Thread api = new Thread(this::askApiServer, "through the API server");
        Thread own = new Thread(this::askDirectly, "directly");
        api.start();
        own.start();
        eventually("both ask", SOON, () -> throughApiServer.get() > 20 && direct.get() > 20);

        String leaf = held("tls.crt");
        forget("tls.key");
        eventually(
                "a new leaf",
                SOON,
                () -> secretHas("tls.key") && !held("tls.crt").equals(leaf));
        String root = held("ca.crt");
        askSome(50);

        forget("ca.key");
        eventually(
                "a new authority",
                SOON,
                () -> secretHas("ca.key") && !held("ca.crt").equals(root));
        String second = held("tls.crt");
        eventually("both are trusted", SOON, () -> bundle().equals(held("ca.crt") + root));
        eventually("a leaf of the new authority", SOON, () -> !held("tls.crt").equals(second));
        askSome(50);
        eventually("only the new one is trusted", SOON, () -> bundle().equals(held("ca.crt")));
        askSome(50);

        secret().delete();
        eventually("a Secret again", SOON, () -> secretHas("tls.key"));
        String third = held("tls.crt");
        eventually("with another leaf in the end", SOON, () -> !held("tls.crt").equals(third));
        askSome(50);

        asking.set(false);
        api.join();
        own.join();
        System.out.println("Certificates: " + throughApiServer + " requests through the API server and " + direct
                + " handshakes of clients that check, over three authorities and four leaves; failed: "
                + failures.size());
        assertEquals(List.of(), List.copyOf(failures));
        assertNotEquals(root, held("ca.crt"));
    }

    @Test
    void aBundleThatSomebodyEmptiesIsPutBack() throws Exception {
        begin();
        cluster.client()
                .resources(APIService.class)
                .withName("v1beta1.external.metrics.k8s.io")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"caBundle\": null}}");
        eventually("put back", SOON, () -> bundle().equals(held("ca.crt")));
        eventually("it answers", SOON, this::answers);
        assertTrue(room.weir.log().contains("trusts our certificates now"), room.weir::log);
    }

    private void begin() {
        cluster = TestCluster.connect();
        namespace = cluster.namespace("weir-certificates-");
        room = Room.open(
                cluster,
                namespace,
                folder,
                System.getenv("KUBECONFIG"),
                "--enable-cert-rotation",
                "--metrics-server-service-name=weir",
                "--set",
                "cert-settling=5s",
                "--set",
                "cert-grace=20s");
        cluster.aggregateChecked(namespace, room.weir.port());
        eventually("trusted", SOON, () -> bundle().equals(held("ca.crt")));
        room.deployment("app", 1);
        room.says(2);
        room.object("orders", "{name: app}");
        eventually("it answers", SOON, this::answers);
    }

    private boolean answers() {
        return String.valueOf(cluster.client().raw(room.metric())).contains("ExternalMetricValueList");
    }

    private void askApiServer() {
        while (asking.get()) {
            try {
                if (!answers()) {
                    failures.add("through the API server: no list");
                }
            } catch (RuntimeException e) {
                failures.add("through the API server: " + e.getMessage());
            }
            throughApiServer.incrementAndGet();
            TestCluster.pause(Duration.ofMillis(10));
        }
    }

    /** A new connection each time, that trusts what the APIService says at this moment and checks the Service's name. */
    private void askDirectly() {
        while (asking.get()) {
            String trusted = bundle();
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setSsl(true)
                    .setVerifyHost(true)
                    .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(trusted))));
            try {
                int code = client.request(new RequestOptions()
                                .setMethod(HttpMethod.GET)
                                .setServer(SocketAddress.inetSocketAddress(room.weir.port(), "127.0.0.1"))
                                .setHost("weir." + namespace + ".svc")
                                .setPort(room.weir.port())
                                .setURI("/healthz"))
                        .compose(request -> request.send())
                        .map(HttpClientResponse::statusCode)
                        .await(20, TimeUnit.SECONDS);
                if (code != 200) {
                    failures.add("directly: HTTP " + code);
                }
            } catch (Exception e) {
                failures.add("directly: " + e);
            }
            client.close();
            direct.incrementAndGet();
            TestCluster.pause(Duration.ofMillis(20));
        }
    }

    private void askSome(int more) {
        int until = throughApiServer.get() + more;
        int handshakes = direct.get() + more;
        eventually("asked on", SOON, () -> throughApiServer.get() >= until && direct.get() >= handshakes);
    }

    private Resource<Secret> secret() {
        return cluster.client().secrets().inNamespace(namespace).withName("kedaorg-certs");
    }

    private void forget(String key) {
        secret().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\": {\"" + key + "\": null}}");
    }

    private Map<String, String> data() {
        Secret secret = secret().get();
        return secret == null || secret.getData() == null ? Map.of() : secret.getData();
    }

    private boolean secretHas(String key) {
        return data().containsKey(key);
    }

    private String held(String key) {
        return decoded(data().getOrDefault(key, ""));
    }

    private String bundle() {
        String bundle = cluster.client()
                .resources(APIService.class)
                .withName("v1beta1.external.metrics.k8s.io")
                .get()
                .getSpec()
                .getCaBundle();
        return bundle == null ? "" : decoded(bundle);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    }
}
