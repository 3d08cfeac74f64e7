package dev.weir.controller.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.certificates.CertificateSettings.Pace;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.scalers.auth.Pem;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secret and bundles over an API server in this process; the clock of the certificates is the test's. */
class CertificateFlowTest {

    private static final String API_SERVICE = """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1beta1.external.metrics.k8s.io}
            spec:
              group: external.metrics.k8s.io
              version: v1beta1
              groupPriorityMinimum: 100
              versionPriority: 100
              service: {name: keda-metrics-apiserver, namespace: keda}
            """;
    private static final String WEBHOOKS = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: keda-admission}
            webhooks:
            - {name: a.kb.io, clientConfig: {service: {name: keda-admission-webhooks, namespace: keda, path: /a}}}
            - {name: b.kb.io, clientConfig: {service: {name: keda-admission-webhooks, namespace: keda, path: /b}}}
            - {name: c.kb.io, clientConfig: {url: "https://elsewhere.example/"}}
            """;

    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final List<ServingCertificate> shown = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-12-01T00:00:00Z");
    private volatile boolean leading = true;
    private CertificateRotation rotation;

    private void start(Duration settling) {
        CertificateSettings settings = new CertificateSettings(
                "keda",
                "kedaorg-certs",
                List.of("keda-operator", "keda-metrics-apiserver", "keda-admission-webhooks"),
                "cluster.local",
                List.of("metrics.example"),
                Optional.of(CertificateSettings.API_SERVICE),
                Optional.of("keda-admission"),
                new Pace(settling, Duration.ofHours(24), Duration.ofHours(12), Duration.ofMillis(1)));
        rotation = new CertificateRotation(
                vertx, client, settings, () -> leading, shown::add, () -> now, () -> 0.5, new SimpleMeterRegistry());
        rotation.start();
        rotation.look();
    }

    @AfterEach
    void stop() {
        rotation.close().await();
        cluster.close();
        vertx.close().await();
    }

    @Test
    void fillsTheSecretShowsTheLeafAndIsTrusted() {
        cluster.create(client, API_SERVICE);
        cluster.create(client, WEBHOOKS);
        start(Duration.ofSeconds(30));
        Eventually.until(() -> trusted() && shown.size() == 1, this::state);
        HeldCertificates held = held();
        assertTrue(held.serves(now));
        assertEquals(held.leaf().orElseThrow().certificatePem(), shown.get(0).certificate());
        assertEquals(held.leaf().orElseThrow().keyPem(), shown.get(0).key());
        assertTrue(CertificatePlan.namesOf(held.leaf().orElseThrow().certificate())
                .containsAll(List.of("keda-admission-webhooks.keda.svc.cluster.local", "metrics.example")));
        assertEquals(null, webhooks().getWebhooks().get(2).getClientConfig().getCaBundle(), "not ours");
        assertEquals(Optional.empty(), rotation.notServing());
    }

    @Test
    void putsABundleBackThatSomebodyHasOverwritten() {
        cluster.create(client, API_SERVICE);
        cluster.create(client, WEBHOOKS);
        start(Duration.ofSeconds(30));
        Eventually.until(this::trusted, this::state);
        now = now.plusSeconds(60);
        APIService overwritten = apiService();
        overwritten.getSpec().setCaBundle("b3RoZXI=");
        client.resource(overwritten).update();
        Eventually.until(this::trusted, this::state);
        now = now.plusSeconds(60);
        ValidatingWebhookConfiguration emptied = webhooks();
        emptied.getWebhooks().get(1).getClientConfig().setCaBundle(null);
        client.resource(emptied).update();
        Eventually.until(this::trusted, this::state);
    }

    @Test
    void aBundleThatComesLaterIsFilled() {
        start(Duration.ofSeconds(30));
        Eventually.until(() -> !shown.isEmpty(), this::state);
        cluster.create(client, WEBHOOKS);
        cluster.create(client, API_SERVICE);
        Eventually.until(this::trusted, this::state);
    }

    @Test
    void anObjectThatCertManagerLooksAfterOrThatIsNotOursIsLeftAlone() {
        cluster.create(
                client,
                API_SERVICE.replace("metadata: {", "metadata: {annotations: {cert-manager.io/inject-ca-from: a/b}, "));
        cluster.create(client, WEBHOOKS.replace("namespace: keda", "namespace: another"));
        start(Duration.ofSeconds(30));
        Eventually.until(() -> !shown.isEmpty(), this::state);
        // The turn that wrote the Secret has looked at both; one more is begun and ended by a new leaf.
        edit(HeldCertificates.LEAF, null);
        Eventually.until(() -> shown.size() == 2, this::state);
        assertEquals(null, apiService().getSpec().getCaBundle());
        assertTrue(webhooks().getWebhooks().stream()
                .allMatch(webhook -> webhook.getClientConfig().getCaBundle() == null));
    }

    @Test
    void aSkippedCheckIsTheWillOfWhoeverWroteIt() {
        cluster.create(client, API_SERVICE.replace("spec:", "spec:\n  insecureSkipTLSVerify: true"));
        start(Duration.ofSeconds(30));
        Eventually.until(() -> !shown.isEmpty(), this::state);
        edit(HeldCertificates.LEAF, null);
        Eventually.until(() -> shown.size() == 2, this::state);
        assertEquals(null, apiService().getSpec().getCaBundle());
    }

    @Test
    void kedasSecretIsTakenAsItIs() throws Exception {
        HeldCertificates keda = CertificatePlanTest.kedas();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("keda")
                        .withName("kedaorg-certs")
                        .endMetadata()
                        .withData(keda.data())
                        .build())
                .create();
        cluster.create(client, API_SERVICE);
        start(Duration.ofSeconds(30));
        // One more name is wanted than KEDA has put there, so the leaf is new; the authority is KEDA's.
        Eventually.until(
                () -> shown.size() >= 1 && bundle().equals(keda.root().stream().toList()), this::state);
        assertEquals(keda.authority(), held().authority());
    }

    /** At each instant whatever is shown can be checked by whatever is trusted. */
    @Test
    void anAuthorityIsReplacedWithoutAnInstantOfDistrust() {
        cluster.create(client, API_SERVICE);
        cluster.create(client, WEBHOOKS);
        start(Duration.ofMillis(1));
        Eventually.until(this::trusted, this::state);
        X509Certificate old = held().root().orElseThrow();
        ServingCertificate before = shown.get(shown.size() - 1);
        now = now.plusSeconds(60);
        edit(HeldCertificates.ROOT_KEY, null);
        Eventually.until(() -> bundle().size() == 2 && !bundle().get(0).equals(old), this::state);
        assertEquals(old, bundle().get(1));
        assertEquals(before, shown.get(shown.size() - 1), "nothing else is shown before the bundles have settled");
        now = now.plusSeconds(60);
        rotation.look();
        Eventually.until(() -> !shown.get(shown.size() - 1).equals(before), this::state);
        assertTrue(held().leafIsOfRoot());
        assertTrue(trusted(), this::state);
        assertEquals(2, bundle().size(), "the former is trusted for who still shows it");
        now = now.plus(Duration.ofHours(25));
        rotation.look();
        Eventually.until(() -> bundle().equals(List.of(held().root().orElseThrow())), this::state);
        assertEquals(List.of(), held().former());
    }

    @Test
    void aDeletedSecretIsMadeAnewAndWhatIsShownStaysTrusted() {
        cluster.create(client, API_SERVICE);
        start(Duration.ofMillis(1));
        Eventually.until(() -> bundle().size() == 1, this::state);
        X509Certificate old = held().root().orElseThrow();
        now = now.plusSeconds(60);
        secret().delete();
        Eventually.until(() -> bundle().size() == 2, this::state);
        assertEquals(old, bundle().get(1));
        now = now.plusSeconds(60);
        rotation.look();
        Eventually.until(() -> held().leafIsOfRoot(), this::state);
    }

    @Test
    void whoDoesNotLeadShowsAndWritesNothing() {
        leading = false;
        start(Duration.ofMillis(1));
        cluster.create(client, API_SERVICE);
        assertEquals("Secret keda/kedaorg-certs has held no certificate that can be shown yet", notServing());
        HeldCertificates others = new CertificatePlan.Renew().applied(HeldCertificates.NOTHING, Set.of("other"), now);
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("keda")
                        .withName("kedaorg-certs")
                        .endMetadata()
                        .withData(others.data())
                        .build())
                .create();
        Eventually.until(() -> shown.size() == 1, this::state);
        assertEquals(
                0,
                cluster.writes().filter(write -> !write.method().equals("POST")).count());
        assertEquals(null, apiService().getSpec().getCaBundle());
    }

    @Test
    void whatCannotBeCheckedIsNotShown() {
        leading = false;
        start(Duration.ofMillis(1));
        HeldCertificates good = new CertificatePlan.Renew().applied(HeldCertificates.NOTHING, Set.of("a"), now);
        HeldCertificates other = new CertificatePlan.Renew().applied(HeldCertificates.NOTHING, Set.of("b"), now);
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("keda")
                        .withName("kedaorg-certs")
                        .endMetadata()
                        .withData(good.data())
                        .build())
                .create();
        Eventually.until(() -> shown.size() == 1, this::state);
        edit(HeldCertificates.ROOT, other.data().get(HeldCertificates.ROOT));
        edit(HeldCertificates.LEAF, null);
        edit(HeldCertificates.ROOT, good.data().get(HeldCertificates.ROOT));
        Map<String, String> next = new HashMap<>(
                new CertificatePlan.NewLeaf().applied(good, Set.of("c"), now).data());
        client.resource(new SecretBuilder(secret().get()).withData(next).build())
                .update();
        Eventually.until(() -> shown.size() >= 2, this::state);
        assertEquals(2, shown.size(), "and nothing in between");
    }

    @Test
    void aRefusedBundleHoldsTheNewLeafBack() {
        cluster.create(client, API_SERVICE);
        start(Duration.ofMillis(1));
        Eventually.until(() -> bundle().size() == 1, this::state);
        now = now.plusSeconds(60);
        cluster.refuse("PATCH", CertificateSettings.API_SERVICE, 403, "Forbidden", "no");
        edit(HeldCertificates.ROOT_KEY, null);
        Eventually.until(() -> held().former().size() == 1, this::state);
        now = now.plusSeconds(60);
        rotation.look();
        cluster.forgetRequests();
        Eventually.until(
                () -> cluster.writes()
                                .filter(write -> write.method().equals("PATCH"))
                                .count()
                        >= 2,
                this::state);
        assertEquals(1, shown.size(), "nobody trusts the new one");
        cluster.accept();
        Eventually.until(() -> bundle().size() == 2, this::state);
        now = now.plusSeconds(60);
        rotation.look();
        Eventually.until(() -> shown.size() == 2, this::state);
    }

    private boolean trusted() {
        String wanted = base64(held().bundle());
        return wanted.equals(apiService().getSpec().getCaBundle())
                && webhooks().getWebhooks().stream()
                        .limit(2)
                        .allMatch(webhook ->
                                wanted.equals(webhook.getClientConfig().getCaBundle()));
    }

    private List<X509Certificate> bundle() {
        String bundle = apiService().getSpec().getCaBundle();
        return bundle == null
                ? List.of()
                : Pem.certificates(new String(Base64.getDecoder().decode(bundle), StandardCharsets.US_ASCII));
    }

    private void edit(String key, String value) {
        Secret before = secret().get();
        Map<String, String> data = new HashMap<>(before.getData());
        data.put(key, value);
        data.values().removeIf(gone -> gone == null);
        client.resource(new SecretBuilder(before).withData(data).build()).update();
    }

    private Resource<Secret> secret() {
        return client.secrets().inNamespace("keda").withName("kedaorg-certs");
    }

    private HeldCertificates held() {
        Secret secret = secret().get();
        return secret == null ? HeldCertificates.NOTHING : HeldCertificates.of(CertificateSecret.dataOf(secret));
    }

    private APIService apiService() {
        return client.resources(APIService.class)
                .withName(CertificateSettings.API_SERVICE)
                .get();
    }

    private ValidatingWebhookConfiguration webhooks() {
        return client.resources(ValidatingWebhookConfiguration.class)
                .withName("keda-admission")
                .get();
    }

    private String notServing() {
        return rotation.notServing().orElse("");
    }

    private String state() {
        return held() + " shown " + shown + " after " + cluster.writes().toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
