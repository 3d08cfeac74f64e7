package dev.weir.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.AccessSettings.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettingsTest {

    @Test
    void bindsToLoopbackUnlessTold() {
        Settings settings = Settings.defaults();
        assertEquals("127.0.0.1", settings.api().bind());
        assertEquals(6443, settings.api().port());
        assertEquals("127.0.0.1", settings.health().bind());
        assertEquals(8080, settings.health().port());
        assertEquals(Duration.ofMillis(2500), settings.limits().coldStart());
        assertInstanceOf(TlsSettings.SelfSigned.class, settings.api().tls());
    }

    @Test
    void healthFollowsTheAddressOfTheApi() {
        assertEquals(
                "0.0.0.0", Settings.from(Map.of("bind", "0.0.0.0")).health().bind());
    }

    @Test
    void readsPemFilesAndDurations() {
        Settings settings = Settings.from(
                Map.of("tls-cert", "/a.crt", "tls-key", "/a.key", "tls-check", "1.5s", "idle-timeout", "2m"));
        assertEquals(
                new TlsSettings.Pem(Path.of("/a.crt"), Path.of("/a.key"), Duration.ofMillis(1500)),
                settings.api().tls());
        assertEquals(Duration.ofMinutes(2), settings.limits().idle());
    }

    @Test
    void theWebhookIsOffUnlessItsPortIsGiven() {
        assertEquals(Optional.empty(), Settings.defaults().webhook());
        assertEquals(
                Optional.of(new WebhookSettings("10.0.0.1", 9443)),
                Settings.from(Map.of("bind", "10.0.0.1", "webhook-port", "9443"))
                        .webhook());
        assertEquals(
                Optional.of(new WebhookSettings("0.0.0.0", 0)),
                Settings.from(Map.of("webhook-bind", "0.0.0.0", "webhook-port", "0"))
                        .webhook());
    }

    @Test
    void theWebhookNeedsAPortAndTls() {
        InvalidSettingsException alone =
                assertThrows(InvalidSettingsException.class, () -> Settings.from(Map.of("webhook-bind", "::")));
        assertEquals(List.of("webhook-bind has no effect without webhook-port"), alone.problems());
        InvalidSettingsException plain = assertThrows(
                InvalidSettingsException.class,
                () -> Settings.from(Map.of("webhook-port", "1", "insecure-http", "true")));
        assertEquals(
                List.of("webhook-port and insecure-http exclude each other: API servers ask webhooks by TLS only"),
                plain.problems());
    }

    @Test
    void reportsEveryProblemAtOnce() {
        InvalidSettingsException problems = assertThrows(
                InvalidSettingsException.class,
                () -> Settings.from(Map.of(
                        "port",
                        "70000",
                        "tls-cert",
                        "/a.crt",
                        "idle-timeout",
                        "soon",
                        "max-conections",
                        "5",
                        "bind",
                        " ",
                        "insecure-http",
                        "yes")));
        assertEquals(6, problems.problems().size(), problems.getMessage());
        assertTrue(
                problems.problems()
                        .containsAll(List.of(
                                "port: given \"70000\", accepted is a whole number from 0 to 65535",
                                "bind: given \" \", accepted is a text that is not empty",
                                "insecure-http: given \"yes\", accepted is true or false",
                                "tls-cert and tls-key belong together: give both or neither",
                                "idle-timeout: given \"soon\", accepted is a duration of at least 1ms,"
                                        + " such as 500ms, 2.5s or 5m")),
                problems.getMessage());
        assertTrue(problems.getMessage().contains("\"max-conections\" does not exist; did you mean max-connections?"));
    }

    @Test
    void theEndIsBoundedByItsParts() {
        ShutdownSettings usual = Settings.defaults().shutdown();
        assertEquals(Duration.ZERO, usual.pause());
        assertEquals(Duration.ofSeconds(20), usual.timeout());
        ShutdownSettings pod = Settings.defaults()
                .secured(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                .shutdown();
        assertEquals(Duration.ofSeconds(5), pod.pause());
        assertEquals(Duration.ofSeconds(25), pod.timeout());
        assertEquals(
                Duration.ZERO,
                Settings.from(Map.of("shutdown-delay", "0"))
                        .secured(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                        .shutdown()
                        .pause());
        InvalidSettingsException tooShort = assertThrows(
                InvalidSettingsException.class,
                () -> Settings.from(Map.of("shutdown-delay", "30s", "shutdown-timeout", "20s")));
        assertEquals(
                List.of("shutdown-timeout: given \"20s\", accepted is more than shutdown-delay and shutdown-grace"
                        + " together, 35.0s"),
                tooShort.problems());
    }

    @Test
    void whoMayReadIsTheClustersMatterUnlessNothingIsEncrypted() {
        assertEquals(Mode.CLUSTER, mode());
        assertEquals(Mode.OPEN, mode("insecure-http", "true"));
        assertEquals(Mode.OPEN, mode("access", "open"));
        assertEquals(
                List.of("/healthz", "/livez", "/readyz"),
                Settings.defaults().access().open());
        assertEquals(
                List.of("/healthz", "/livez", "/readyz", "/metrics"),
                Settings.from(Map.of("anonymous-metrics", "true")).access().open());
    }

    @Test
    void whoMayReadIsSaidInFull() {
        InvalidSettingsException problems = assertThrows(
                InvalidSettingsException.class,
                () -> Settings.from(Map.of("access", "closed", "access-ask-widely", "so")));
        assertEquals(2, problems.problems().size(), problems.getMessage());
        assertThrows(
                InvalidSettingsException.class,
                () -> Settings.from(Map.of("access", "cluster", "insecure-http", "true")));
    }

    @Test
    void replicasAreOffUnlessOthersAreNamed() {
        assertEquals(Optional.empty(), Settings.defaults().replicas());
        ReplicaSettings fixed = Settings.from(Map.of(
                        "cluster-members", "10.0.0.1:7800, weir-1:7801", "cluster-secret-file", "/etc/weir/secret"))
                .replicas()
                .orElseThrow();
        assertEquals(new ReplicaSettings.Discovery.Fixed(List.of("10.0.0.1:7800", "weir-1:7801")), fixed.discovery());
        assertEquals("127.0.0.1", fixed.bind());
        ReplicaSettings found = Settings.from(Map.of(
                        "cluster-dns", "weir.keda.svc", "cluster-bind", "10.0.0.2", "cluster-secret-file", "secret"))
                .replicas()
                .orElseThrow();
        assertEquals(new ReplicaSettings.Discovery.Dns("weir.keda.svc", ""), found.discovery());
    }

    @Test
    void everyProblemOfReplicasIsNamed() {
        InvalidSettingsException problems = assertThrows(
                InvalidSettingsException.class,
                () -> Settings.from(Map.of(
                        "cluster-members", "a:1,b,c:99999",
                        "cluster-dns", "\"/>",
                        "cluster-bind", "<x>",
                        "cluster-dns-server", "nowhere")));
        for (String expected : List.of(
                "cluster-members: given \"b\"",
                "cluster-members: given \"c:99999\"",
                "cluster-dns: given",
                "cluster-bind: given",
                "cluster-dns-server: given",
                "exclude each other",
                "cluster-secret-file is needed")) {
            assertTrue(problems.getMessage().contains(expected), () -> expected + "\n" + problems.getMessage());
        }
        InvalidSettingsException useless =
                assertThrows(InvalidSettingsException.class, () -> Settings.from(Map.of("cluster-port", "7800")));
        assertEquals(List.of("cluster-port has no effect without cluster-members or cluster-dns"), useless.problems());
    }

    private static Mode mode(String... given) {
        Settings settings = Settings.from(given.length == 0 ? Map.of() : Map.of(given[0], given[1]));
        return settings.access().over(settings.api().tls());
    }
}
