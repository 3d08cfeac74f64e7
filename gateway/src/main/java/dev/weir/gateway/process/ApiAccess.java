package dev.weir.gateway.process;

import dev.weir.gateway.access.ClusterAccess;
import dev.weir.gateway.config.AccessSettings.Mode;
import dev.weir.gateway.config.InvalidSettingsException;
import dev.weir.gateway.config.Settings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may read, as the API server says, and the clients that ask it where it is asked by others than ours. */
final class ApiAccess {

    private static final int SALT_BYTES = 32;

    private final List<KubernetesClient> own = new ArrayList<>();
    private final ClusterAccess access;

    private ApiAccess(
            Vertx vertx, KubernetesClient client, Settings settings, InstantSource clock, MeterRegistry meters) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        var kubeconfigs = settings.access().kubeconfigs();
        KubernetesClient authentication =
                client(vertx, client, "authentication-kubeconfig", kubeconfigs.authentication());
        access = new ClusterAccess(
                vertx,
                authentication,
                authentication,
                client(vertx, client, "authorization-kubeconfig", kubeconfigs.authorization()),
                settings.access(),
                salt,
                clock,
                meters);
    }

    /** Empty where anybody may read. */
    static Optional<ApiAccess> of(
            Vertx vertx, KubernetesClient client, Settings settings, InstantSource clock, MeterRegistry meters) {
        return settings.access().over(settings.api().tls()) == Mode.CLUSTER
                ? Optional.of(new ApiAccess(vertx, client, settings, clock, meters))
                : Optional.empty();
    }

    private KubernetesClient client(Vertx vertx, KubernetesClient usual, String setting, Optional<Path> kubeconfig) {
        return kubeconfig.map(file -> another(vertx, usual, setting, file)).orElse(usual);
    }

    private KubernetesClient another(Vertx vertx, KubernetesClient usual, String setting, Path file) {
        try {
            Config like = usual.getConfiguration();
            Config config = new ConfigBuilder(Config.fromKubeconfig(file.toFile()))
                    .withRequestRetryBackoffLimit(like.getRequestRetryBackoffLimit())
                    .withConnectionTimeout(like.getConnectionTimeout())
                    .withRequestTimeout(like.getRequestTimeout())
                    .build();
            KubernetesClient made = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new ClusterHttp(vertx))
                    .build();
            own.add(made);
            return made;
        } catch (KubernetesClientException | IllegalArgumentException unusable) {
            throw new InvalidSettingsException(
                    List.of(setting + ": given \"" + file + "\", which is no kubeconfig that can be used"));
        }
    }

    ClusterAccess access() {
        return access;
    }

    void start() {
        access.start();
    }

    Optional<String> notReady() {
        return access.notReady();
    }

    Future<Void> close() {
        return access.close().onComplete(closed -> own.forEach(KubernetesClient::close));
    }
}
