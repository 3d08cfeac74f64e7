package dev.weir.jmh.cluster;

import dev.weir.jmh.crowd.Caller;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;

/** Who a kubeconfig makes of us. */
public final class Clients {

    /** Deleting everything at once takes the API server its time. */
    private static final int PATIENCE_MILLIS = 120_000;

    private Clients() {}

    public static KubernetesClient of(Path kubeconfig) {
        return new KubernetesClientBuilder().withConfig(config(kubeconfig)).build();
    }

    /** The same as whoever asks for metrics past the client, by certificate or token. */
    public static Caller caller(Path kubeconfig) throws IOException, GeneralSecurityException {
        Config config = config(kubeconfig);
        KeyManager[] keys = SSLUtils.keyManagers(config);
        Optional<String> token =
                Optional.ofNullable(config.getOauthToken()).or(() -> Optional.ofNullable(config.getAutoOAuthToken()));
        return new Caller(keys == null ? List.of() : List.of(keys), token);
    }

    private static Config config(Path kubeconfig) {
        return new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                .withRequestTimeout(PATIENCE_MILLIS)
                .build();
    }
}
