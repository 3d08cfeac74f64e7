package dev.weir.controller.credentials;

import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears of changed Secrets and ConfigMaps wherever triggers may refer to some. Nothing of them is kept but their names and
 * versions. Where the right to watch is missing, a change shows when triggers fail by it.
 */
public final class ReferenceWatches {

    /** Each release that Helm keeps is a large Secret that nobody refers to. */
    private static final Map<String, String> RELEASES = Map.of("type", "helm.sh/release.v1");

    private final Watch<Secret> secrets;
    private final Watch<ConfigMap> configMaps;

    /**
     * @param watched where objects are looked after
     * @param changed hears of each Secret and ConfigMap that comes, changes or goes
     */
    public ReferenceWatches(
            KubernetesClient client, Namespaces watched, CredentialSettings settings, Consumer<Uses.Ref> changed) {
        Namespaces all = with(watched, settings.clusterObjectNamespace());
        Namespaces allowed = settings.restricted() ? new Namespaces(Set.of(settings.clusterObjectNamespace())) : all;
        secrets = Watch.outlines(client, Secret.class, allowed, RELEASES)
                .onChange((before, after) -> tell("Secret", before, after, changed));
        configMaps = Watch.outlines(client, ConfigMap.class, all, Map.of())
                .onChange((before, after) -> tell("ConfigMap", before, after, changed));
    }

    private static Namespaces with(Namespaces watched, String namespace) {
        if (watched.all()) {
            return watched;
        }
        Set<String> names = new HashSet<>(watched.names());
        names.add(namespace);
        return new Namespaces(Set.copyOf(names));
    }

    private static <T extends HasMetadata> void tell(
            String kind, @Nullable T before, @Nullable T after, Consumer<Uses.Ref> changed) {
        T any = after == null ? Objects.requireNonNull(before) : after;
        boolean same = before != null
                && after != null
                && Objects.equals(
                        before.getMetadata().getResourceVersion(),
                        after.getMetadata().getResourceVersion());
        if (!same) {
            changed.accept(new Uses.Ref(
                    kind, any.getMetadata().getNamespace(), any.getMetadata().getName()));
        }
    }

    /** Nobody waits for it: nothing is served of it. */
    public void start() {
        secrets.start();
        configMaps.start();
    }

    public void stop() {
        secrets.stop();
        configMaps.stop();
    }
}
