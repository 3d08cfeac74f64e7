package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that the API server gives: tokens of ServiceAccounts, and Secrets that change while they are used. */
@Timeout(240)
class CredentialsClusterIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<Shown> shown = new CopyOnWriteArrayList<>();
    private HttpServer source;

    private record Shown(Instant when, String authorization) {}

    @BeforeEach
    void listen() throws IOException {
        source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.createContext("/", exchange -> {
            shown.add(new Shown(
                    Instant.now(), String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
            byte[] body = "{\"value\": 7}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        source.start();
    }

    @AfterEach
    void stop() {
        source.stop(0);
    }

    @Test
    void aTokenOfAServiceAccountIsShownToTheSource() {
        try (Room room = Room.open(folder, "weir-token-")) {
            room.deployment("app", 0);
            object(room, "boundServiceAccountToken: [{parameter: token, serviceAccountName: default}]");
            eventually("a token is shown", SOON, () -> !shown.isEmpty());

            String token = shown.get(0).authorization().substring("Bearer ".length());
            TokenReview review = room.cluster
                    .client()
                    .resource(new TokenReviewBuilder()
                            .withNewSpec()
                            .withToken(token)
                            .endSpec()
                            .build())
                    .create();
            assertTrue(review.getStatus().getAuthenticated());
            assertEquals(
                    "system:serviceaccount:" + room.namespace + ":default",
                    review.getStatus().getUser().getUsername());
            assertFalse(room.weir.log().contains(token));
        }
    }

    @Test
    void aChangedSecretIsUsedWithinFiveSecondsAndTheMetricIsReadAllTheTime() {
        try (Room room = Room.open(folder, "weir-rotation-")) {
            room.deployment("app", 0);
            secret(room, "one");
            object(room, "secretTargetRef: [{parameter: token, name: access, key: token}]");
            room.untilCondition("orders", "Active", "True ScalerActive");
            eventually("shown", SOON, () -> has("Bearer one"));

            for (String next : List.of("two", "three", "four")) {
                Instant changed = Instant.now();
                secret(room, next);
                eventually("shown " + next, SOON, () -> {
                    assertTrue(room.cluster.client().raw(room.metric()).contains("\"value\":\"7\""), "a gap");
                    return has("Bearer " + next);
                });
                Instant used = shown.stream()
                        .filter(one -> one.authorization().equals("Bearer " + next))
                        .findFirst()
                        .orElseThrow()
                        .when();
                assertTrue(
                        Duration.between(changed, used).compareTo(Duration.ofSeconds(5)) < 0,
                        () -> "used after " + Duration.between(changed, used));
            }
            int asked = shown.size();
            eventually("asked on", SOON, () -> shown.size() > asked + 2);
            assertEquals("Bearer four", shown.get(shown.size() - 1).authorization());
        }
    }

    private boolean has(String authorization) {
        return shown.stream().anyMatch(one -> one.authorization().equals(authorization));
    }

    private static void secret(Room room, String token) {
        room.cluster.apply(room.namespace, """
                apiVersion: v1
                kind: Secret
                metadata: {name: access}
                stringData: {token: TOKEN}
                """.replace("TOKEN", token));
    }

    private void object(Room room, String credentials) {
        room.cluster.apply(room.namespace, """
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: login}
                spec: {CREDENTIALS}
                ---
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders}
                spec:
                  scaleTargetRef: {name: app}
                  pollingInterval: 1
                  triggers:
                  - type: metrics-api
                    metadata: {url: "http://127.0.0.1:PORT/", valueLocation: value, targetValue: "5", authMode: bearer}
                    authenticationRef: {name: login}
                """.replace("CREDENTIALS", credentials)
                .replace("PORT", Integer.toString(source.getAddress().getPort())));
    }
}
