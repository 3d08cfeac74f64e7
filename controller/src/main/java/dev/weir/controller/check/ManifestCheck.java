package dev.weir.controller.check;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.credentials.ManifestReferences;
import dev.weir.controller.credentials.References;
import dev.weir.controller.manifests.Document;
import dev.weir.controller.manifests.Documents;
import dev.weir.controller.manifests.Manifest;
import dev.weir.controller.manifests.ManifestFile;
import dev.weir.controller.manifests.ManifestLimits;
import dev.weir.controller.manifests.ManifestReader;
import dev.weir.controller.manifests.Manifests;
import dev.weir.controller.metricsplane.TriggerPlanner;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks manifests together: what one refers to may be in another. All texts are read once for what can be referred to,
 * which is kept, and once more for the check, which keeps nothing but its findings.
 */
public final class ManifestCheck {

    private static final Set<Class<? extends HasMetadata>> REFERENCES = Set.of(
            Secret.class,
            ConfigMap.class,
            ServiceAccount.class,
            TriggerAuthentication.class,
            ClusterTriggerAuthentication.class,
            GenericKubernetesResource.class,
            LimitRange.class);

    private static final ManifestLimits LIMITS = ManifestLimits.CHECK;

    private final KubernetesSerialization serialization;
    private final ManifestReader reader;
    private final Function<References, TriggerPlanner> planners;
    private final Schemas schemas = new Schemas();

    /** @param planners a planner that finds what triggers refer to there */
    public ManifestCheck(KubernetesSerialization serialization, Function<References, TriggerPlanner> planners) {
        this.serialization = serialization;
        this.reader = new ManifestReader(serialization, LIMITS);
        this.planners = planners;
    }

    /** Every object of the texts that is of a kind we check, in their order. */
    public List<CheckedObject> check(List<? extends ManifestText> texts) {
        Manifests manifests = references(texts);
        SeenReferences references = new SeenReferences(new ManifestReferences(manifests, serialization));
        List<CheckedObject> checked = new ArrayList<>();
        DocumentCheck documents = new DocumentCheck(
                schemas,
                reader,
                new ObjectCheck(references, new Defaults(manifests), planners.apply(references)),
                checked::add);
        for (ManifestText text : texts) {
            read(
                    text,
                    document -> documents.check(text.name(), document),
                    problem -> checked.add(unreadable(text.name(), problem)));
        }
        return checked;
    }

    private Manifests references(List<? extends ManifestText> texts) {
        List<ManifestFile> files = new ArrayList<>();
        for (ManifestText text : texts) {
            List<Manifest> kept = new ArrayList<>();
            read(
                    text,
                    document -> kept.addAll(reader.read(text.name(), document, REFERENCES::contains)),
                    problem -> {});
            if (!kept.isEmpty()) {
                files.add(new ManifestFile(text.name(), kept, List.of()));
            }
        }
        return Manifests.of(files);
    }

    private static void read(ManifestText text, Consumer<Document> documents, Consumer<String> problems) {
        try {
            Documents.each(text.name(), text.read(), LIMITS, documents);
        } catch (IOException e) {
            problems.accept(String.valueOf(e.getMessage()));
        }
    }

    private static CheckedObject unreadable(String file, String problem) {
        Finding finding = new Finding(Severity.error, 1, "", problem);
        return new CheckedObject(file, 1, "", "", "", List.of(finding), List.of());
    }
}
