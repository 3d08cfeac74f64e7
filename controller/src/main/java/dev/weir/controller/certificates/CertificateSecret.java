package dev.weir.controller.certificates;

import dev.weir.controller.kube.MergePatch;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one Secret. Never overwrites what has been written since it was read. Blocks. */
final class CertificateSecret {

    /** What the Secret held when it was read; null if it was not there. */
    record Read(@Nullable Secret secret) {

        HeldCertificates held() {
            return secret == null ? HeldCertificates.NOTHING : HeldCertificates.of(dataOf(secret));
        }
    }

    private final KubernetesClient client;
    private final CertificateSettings settings;

    CertificateSecret(KubernetesClient client, CertificateSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    Read read() {
        return new Read(resource().get());
    }

    /**
     * Writes over what was read.
     *
     * @return false if somebody else has written meanwhile: it is to be read again
     */
    boolean write(Read before, HeldCertificates next) {
        try {
            if (before.secret == null) {
                create(next);
            } else {
                patch(before.secret, next);
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private void create(HeldCertificates next) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(settings.namespace())
                        .withName(settings.secret())
                        .addToLabels("app.kubernetes.io/part-of", "keda-operator")
                        .endMetadata()
                        .withType("Opaque")
                        .withData(next.data())
                        .build())
                .create();
    }

    private void patch(Secret before, HeldCertificates next) {
        Map<String, String> kept = new HashMap<>(dataOf(before));
        kept.keySet()
                .removeAll(Set.of(
                        HeldCertificates.ROOT,
                        HeldCertificates.ROOT_KEY,
                        HeldCertificates.LEAF,
                        HeldCertificates.LEAF_KEY,
                        HeldCertificates.FORMER));
        kept.putAll(next.data());
        Map<String, Object> patch = new HashMap<>();
        patch.put(
                "metadata",
                Map.of(
                        "resourceVersion",
                        Objects.requireNonNullElse(before.getMetadata().getResourceVersion(), "")));
        patch.put("data", MergePatch.between(dataOf(before), kept));
        resource()
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(patch));
    }

    private Resource<Secret> resource() {
        return client.secrets().inNamespace(settings.namespace()).withName(settings.secret());
    }

    static Map<String, String> dataOf(Secret secret) {
        return secret.getData() == null ? Map.of() : secret.getData();
    }
}
