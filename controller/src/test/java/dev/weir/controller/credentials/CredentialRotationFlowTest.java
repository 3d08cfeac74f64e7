package dev.weir.controller.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.controller.api.Condition;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.controller.testing.RunningController;
import dev.weir.scalers.testing.VaultStandIn;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials that change while they are used: the new ones are used without a gap, and the old ones no more. */
final class CredentialRotationFlowTest {

    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final VaultStandIn vault = new VaultStandIn(Instant::now).token("vault-token", 0);
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
    private HttpServer source;
    private @Nullable RunningController running;

    @BeforeEach
    void listen() {
        source = vertx.createHttpServer()
                .requestHandler(request -> {
                    String token = String.valueOf(request.getHeader("Authorization"));
                    shown.add(token);
                    boolean known = accepted.contains(token);
                    request.response().setStatusCode(known ? 200 : 401).end("{\"value\": 7}");
                })
                .listen(0, "127.0.0.1")
                .await();
        cluster.create(client, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: 1, template: {spec: {containers: [{name: app, env: [{name: TOKEN, value: env-a}]}]}}}
                """);
    }

    @AfterEach
    void close() {
        if (running != null) {
            running.stop();
        }
        vault.close();
        cluster.close();
        vertx.close().await();
    }

    @Test
    void aChangedSecretIsUsedWithoutAGap() {
        accepted.addAll(Set.of("Bearer one", "Bearer two"));
        secret("one");
        object("secretTargetRef: [{parameter: token, name: access, key: token}]");
        start();
        Eventually.until(() -> metric() instanceof Published.Metric, this::metric);

        secret("two");
        Eventually.until(
                () -> {
                    assertTrue(metric() instanceof Published.Metric, "a gap: " + metric());
                    return shown.contains("Bearer two");
                },
                () -> shown);

        int polls = shown.size();
        Eventually.until(() -> shown.size() > polls + 2, () -> shown);
        assertEquals(Set.of("Bearer two"), Set.copyOf(shown.subList(polls + 1, shown.size())), "the old source rests");
        assertEquals(1, sources());
    }

    @Test
    void aSecretThatComesLaterIsFound() {
        accepted.add("Bearer one");
        object("secretTargetRef: [{parameter: token, name: access, key: token}]");
        start();
        untilReady("False");

        secret("one");
        untilReady("True");
        assertTrue(metric() instanceof Published.Metric, () -> "" + metric());
    }

    @Test
    void aPasswordThatWasChangedInAVaultIsReadAgainWhenTheOldOneIsRefused() {
        accepted.add("Bearer one");
        vault.secret("secret/data/orders", Map.of("token", "one"));
        object(vaultReference());
        start();
        Eventually.until(() -> metric() instanceof Published.Metric, this::metric);

        vault.secret("secret/data/orders", Map.of("token", "two"));
        accepted.add("Bearer two");
        accepted.remove("Bearer one");

        Eventually.until(() -> shown.contains("Bearer two"), () -> shown);
        Eventually.until(() -> metric() instanceof Published.Metric, this::metric);
        assertEquals(1, sources());
    }

    @Test
    void whatAVaultLendsIsBorrowedAnewWithoutAGap() {
        accepted.addAll(Set.of("Bearer user-1", "Bearer user-2"));
        vault.renews(1);
        vault.put(
                "database/creds/orders",
                new JsonObject()
                        .put("lease_id", "")
                        .put("lease_duration", 6)
                        .put("renewable", true)
                        .put("data", new JsonObject()));
        object(vaultReference("database/creds/orders", "username"));
        start();
        Eventually.until(() -> metric() instanceof Published.Metric, this::metric);

        Eventually.until(
                () -> {
                    assertTrue(metric() instanceof Published.Metric, "a gap: " + metric());
                    return shown.contains("Bearer user-2");
                },
                () -> shown);
        assertEquals("Bearer user-1", shown.get(0));
    }

    @Test
    void aVaultThatIsAwayHoldsNobodyElseUpAndIsToldOf() {
        accepted.addAll(Set.of("Bearer one", "Bearer open"));
        vault.seal(true);
        vault.secret("secret/data/orders", Map.of("token", "one"));
        object(vaultReference());
        start();
        untilReady("False");
        String message = condition("Ready").orElseThrow().getMessage();
        assertTrue(
                message.contains("TriggerAuthentication shop/login: hashiCorpVault: GET " + vault.address()
                        + "/v1/auth/token/lookup-self answered 503 Service Unavailable"),
                message);

        vault.seal(false);
        untilReady("True");
        assertTrue(metric() instanceof Published.Metric, () -> "" + metric());
    }

    @Test
    void nothingIsAskedOfAVaultWhenItsLastUserIsGone() {
        accepted.add("Bearer one");
        vault.secret("secret/data/orders", Map.of("token", "one"));
        object(vaultReference());
        start();
        Eventually.until(() -> metric() instanceof Published.Metric, this::metric);
        assertEquals(1.0, answers());

        client.resources(ScaledObject.class)
                .inNamespace("shop")
                .withName("orders")
                .delete();
        Eventually.until(() -> answers() == 0, this::answers);
    }

    @Test
    void theEnvironmentOfTheTargetIsFollowed() {
        accepted.addAll(Set.of("Bearer env-a", "Bearer env-b", "Bearer env-c", "Bearer env-d"));
        cluster.create(client, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: tokens, namespace: shop}
                data: {token: env-c}
                """);
        object("env: [{parameter: token, name: TOKEN}]");
        start();
        Eventually.until(() -> metric() instanceof Published.Metric, this::metric);

        environment(variable -> variable.setValue("env-b"));
        Eventually.until(() -> shown.contains("Bearer env-b"), () -> shown);

        environment(variable -> {
            variable.setValue(null);
            variable.setValueFrom(new EnvVarSourceBuilder()
                    .withNewConfigMapKeyRef("token", "tokens", false)
                    .build());
        });
        Eventually.until(() -> shown.contains("Bearer env-c"), () -> shown);

        ConfigMap tokens = client.resources(ConfigMap.class)
                .inNamespace("shop")
                .withName("tokens")
                .get();
        tokens.setData(Map.of("token", "env-d"));
        client.resource(tokens).update();
        Eventually.until(() -> shown.contains("Bearer env-d"), () -> shown);
        Eventually.until(() -> sources() == 1, this::sources);
    }

    private void environment(Consumer<EnvVar> edit) {
        Deployment deployment = client.resources(Deployment.class)
                .inNamespace("shop")
                .withName("app")
                .get();
        edit.accept(deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv()
                .get(0));
        client.resource(deployment).update();
    }

    private void start() {
        running = RunningController.start(vertx, cluster.client(), "weir-1");
    }

    private RunningController running() {
        return Optional.ofNullable(running).orElseThrow();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + source.actualPort() + path;
    }

    private void secret(String token) {
        Secret secret = (Secret) client.getKubernetesSerialization().<Object>unmarshal("""
                apiVersion: v1
                kind: Secret
                metadata: {name: access, namespace: shop}
                stringData: {token: %s}
                """.formatted(token));
        client.resource(secret).createOr(known -> known.update());
    }

    private String vaultReference() {
        return vaultReference("secret/data/orders", "token");
    }

    private String vaultReference(String path, String key) {
        return "hashiCorpVault: {address: \"" + vault.address() + "\", authentication: token, credential: {token:"
                + " vault-token}, secrets: [{parameter: token, path: " + path + ", key: " + key + "}]}";
    }

    private void object(String credentials) {
        cluster.create(client, """
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: login, namespace: shop}
                spec: {%s}
                """.formatted(credentials));
        cluster.create(client, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop}
                spec:
                  scaleTargetRef: {name: app}
                  pollingInterval: 1
                  triggers:
                  - type: metrics-api
                    metadata: {url: "%s", valueLocation: value, targetValue: "5", authMode: bearer}
                    authenticationRef: {name: login}
                """.formatted(url("/")));
    }

    private @Nullable Published metric() {
        BoardEntry entry = running().cache().board().find(new MetricId("shop", "s0-metric-api-value", "orders"));
        return entry == null ? null : entry.current();
    }

    private int sources() {
        return running().cache().sources().size();
    }

    private double answers() {
        return running().meters().get("weir.credentials.answers").gauge().value();
    }

    private Optional<Condition> condition(String type) {
        ScaledObject object = client.resources(ScaledObject.class)
                .inNamespace("shop")
                .withName("orders")
                .get();
        return object.getStatus() == null || object.getStatus().getConditions() == null
                ? Optional.empty()
                : object.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    private void untilReady(String status) {
        Eventually.until(
                () -> condition("Ready")
                        .filter(ready -> ready.getStatus().equals(status))
                        .isPresent(),
                () -> condition("Ready"));
    }
}
