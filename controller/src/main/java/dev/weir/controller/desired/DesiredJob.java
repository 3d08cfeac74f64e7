package dev.weir.controller.desired;

import dev.weir.controller.api.ScaledJob;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Job of a ScaledJob, as KEDA makes it. */
public final class DesiredJob {

    /** The label by which the Jobs of a ScaledJob, and their pods, are found. */
    public static final String OWNER_LABEL = "scaledjob.keda.sh/name";

    /** The version of the manifest that a Job was made from. */
    public static final String GENERATION = "scaledjob.keda.sh/generation";

    private static final String EXCLUDED_LABELS = "scaledjob.keda.sh/job-excluded-labels";
    private static final String RESTART_POLICY = "OnFailure";

    private DesiredJob() {}

    /**
     * The whole Job.
     *
     * @param name chosen by the caller: a creation that is tried again must not make a second Job
     * @param version that is written into the label {@code app.kubernetes.io/version}
     */
    public static Job of(ScaledJob owner, String name, String version) {
        JobSpec given = Objects.requireNonNull(owner.getSpec().getJobTargetRef());
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(owner.getMetadata().getNamespace())
                .withLabels(labels(owner, version))
                .withAnnotations(annotations(owner))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(owner.getApiVersion())
                        .withKind(owner.getKind())
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .withSpec(new JobSpecBuilder(given)
                        .withTemplate(template(owner, given.getTemplate()))
                        .build())
                .build();
    }

    private static PodTemplateSpec template(ScaledJob owner, @Nullable PodTemplateSpec given) {
        PodTemplateSpecBuilder template =
                given == null ? new PodTemplateSpecBuilder() : new PodTemplateSpecBuilder(given);
        ObjectMeta metadata = template.buildMetadata();
        template.withMetadata((metadata == null ? new ObjectMetaBuilder() : new ObjectMetaBuilder(metadata))
                .withGenerateName(owner.getMetadata().getName() + "-")
                .addToLabels(OWNER_LABEL, owner.getMetadata().getName())
                .build());
        String policy =
                template.buildSpec() == null ? null : template.buildSpec().getRestartPolicy();
        return policy == null || policy.isEmpty()
                ? template.editOrNewSpec()
                        .withRestartPolicy(RESTART_POLICY)
                        .endSpec()
                        .build()
                : template.build();
    }

    private static Map<String, String> labels(ScaledJob owner, String version) {
        String name = owner.getMetadata().getName();
        Map<String, String> labels = new HashMap<>();
        labels.put("app.kubernetes.io/name", name);
        labels.put("app.kubernetes.io/version", Labels.value(version));
        labels.put("app.kubernetes.io/part-of", name);
        labels.put("app.kubernetes.io/managed-by", "keda-operator");
        labels.put(OWNER_LABEL, name);
        Annotations annotations = new Annotations(owner);
        Labels.overlay(labels, owner, annotations.list(EXCLUDED_LABELS));
        return labels;
    }

    private static Map<String, String> annotations(ScaledJob owner) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(GENERATION, Long.toString(Generations.of(owner)));
        if (owner.getMetadata().getAnnotations() != null) {
            annotations.putAll(owner.getMetadata().getAnnotations());
        }
        return annotations;
    }
}
