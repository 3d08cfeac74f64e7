package dev.weir.controller;

import dev.weir.controller.check.CheckedObject;
import dev.weir.controller.check.ManifestCheck;
import dev.weir.controller.check.ManifestText;
import dev.weir.controller.credentials.CredentialSettings;
import dev.weir.controller.credentials.TokenRequests;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.metricsplane.TriggerPlanner;
import dev.weir.controller.workload.WorkloadTypes;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.HttpCounts;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Checks manifests with all trigger types, without a cluster and without asking any source. One thread at a time. */
public final class OfflineCheck {

    private final Vertx vertx = Vertx.vertx();
    private final KeptClients clients = new KeptClients();
    private final ManifestCheck check;

    /** @param clusterObjectNamespace where Secrets and ConfigMaps of cluster-wide authentications are looked for */
    public OfflineCheck(String clusterObjectNamespace, InstantSource clock) {
        ScalerSettings settings = new ScalerSettings(ScalerSettings.DEFAULT_HTTP_TIMEOUT, List.of(), Map.of());
        ScalerEnvironment environment = settings.environment(vertx, clock, null, HttpCounts.NONE, clients);
        Scalers scalers = Scalers.load().and(WorkloadTypes.planned());
        check = new ManifestCheck(
                new KubernetesSerialization(),
                references -> new TriggerPlanner(
                        new TriggerSpecs(references, settings(clusterObjectNamespace), TokenRequests.NONE),
                        scalers,
                        environment));
    }

    /** Files are not read; where they would be is said in the words of the option that allows it. */
    private static CredentialSettings settings(String clusterObjectNamespace) {
        return new CredentialSettings(
                clusterObjectNamespace,
                false,
                Path.of("filepath-auth-root-path"),
                CredentialSettings.DEFAULT_TOKEN_LIFE,
                Map.of("VAULT_TOKEN", "not-known-here"));
    }

    /** Every object of the texts that is of a kind we check, in their order. */
    public List<CheckedObject> check(List<? extends ManifestText> texts) {
        return check.check(texts);
    }

    public Future<Void> close() {
        clients.release();
        return vertx.close();
    }
}
