package dev.weir.controller.desired;

import dev.weir.controller.api.AdvancedConfig;
import dev.weir.controller.api.HorizontalPodAutoscalerConfig;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectSpec;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehaviorBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTargetBuilder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HPA of a ScaledObject, as KEDA writes it. */
public final class DesiredHpa {

    /** The label by which a metric's owner is named in selectors. */
    public static final String OWNER_LABEL = "scaledobject.keda.sh/name";

    private static final String EXCLUDED_LABELS = "scaledobject.keda.sh/hpa-excluded-labels";
    private static final String DISABLED = "Disabled";
    private static final int DEFAULT_MAX = 100;

    private DesiredHpa() {}

    /** The name from {@code advanced}, else {@code keda-hpa-<name>}. */
    public static String name(ScaledObject object) {
        return config(object)
                .map(HorizontalPodAutoscalerConfig::getName)
                .filter(name -> !name.isEmpty())
                .orElse("keda-hpa-" + object.getMetadata().getName());
    }

    /**
     * The whole HPA.
     *
     * @param target what is scaled, as resolved
     * @param metrics of ours, in the order of the triggers
     * @param resources that the HPA measures by itself, likewise; not both are empty
     * @param version that is written into the label {@code app.kubernetes.io/version}
     */
    public static HorizontalPodAutoscaler of(
            ScaledObject object,
            CrossVersionObjectReference target,
            List<MetricSpec> metrics,
            List<ResourceMetric> resources,
            String version) {
        ScaledObjectSpec spec = object.getSpec();
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName(name(object))
                .withNamespace(object.getMetadata().getNamespace())
                .withLabels(labels(object, version))
                .withAnnotations(annotations(object))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(object.getApiVersion())
                        .withKind(object.getKind())
                        .withName(object.getMetadata().getName())
                        .withUid(object.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .withNewSpec()
                .withScaleTargetRef(target)
                .withMinReplicas(floor(spec))
                .withMaxReplicas(spec.getMaxReplicaCount() == null ? DEFAULT_MAX : spec.getMaxReplicaCount())
                .withBehavior(behavior(object))
                .withMetrics(metrics(object, metrics, resources))
                .endSpec()
                .build();
    }

    /** Sorted by kind, as by KEDA: ContainerResource, External, Resource; what a formula makes comes last. */
    private static List<io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec> metrics(
            ScaledObject object, List<MetricSpec> metrics, List<ResourceMetric> resources) {
        return Stream.concat(
                        metrics.stream().map(metric -> external(object, metric)),
                        resources.stream().map(DesiredHpa::resource))
                .sorted(Comparator.comparing(DesiredHpa::isComposite)
                        .thenComparing(io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec::getType))
                .toList();
    }

    private static boolean isComposite(io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec metric) {
        return metric.getExternal() != null
                && Modifiers.COMPOSITE.equals(metric.getExternal().getMetric().getName());
    }

    private static io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec resource(ResourceMetric metric) {
        MetricTargetBuilder builder =
                new MetricTargetBuilder().withType(metric.type().name());
        MetricTarget target = metric.type() == MetricType.Utilization
                ? builder.withAverageUtilization(Integer.valueOf(metric.target().text()))
                        .build()
                : builder.withAverageValue(new io.fabric8.kubernetes.api.model.Quantity(
                                metric.target().text()))
                        .build();
        var spec = new io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder().withType(metric.kind());
        return metric.container() == null
                ? spec.withNewResource()
                        .withName(metric.resource())
                        .withTarget(target)
                        .endResource()
                        .build()
                : spec.withNewContainerResource()
                        .withName(metric.resource())
                        .withContainer(metric.container())
                        .withTarget(target)
                        .endContainerResource()
                        .build();
    }

    /** An HPA cannot go below one: what is below is Weir's own. */
    private static int floor(ScaledObjectSpec spec) {
        Integer min = spec.getMinReplicaCount();
        return min == null || min < 1 ? 1 : min;
    }

    private static io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec external(
            ScaledObject object, MetricSpec metric) {
        return new io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder()
                .withType("External")
                .withNewExternal()
                .withNewMetric()
                .withName(metric.name())
                .withNewSelector()
                .addToMatchLabels(OWNER_LABEL, object.getMetadata().getName())
                .endSelector()
                .endMetric()
                .withTarget(target(metric))
                .endExternal()
                .build();
    }

    private static MetricTarget target(MetricSpec metric) {
        var quantity =
                new io.fabric8.kubernetes.api.model.Quantity(metric.target().text());
        MetricTargetBuilder target =
                new MetricTargetBuilder().withType(metric.type().name());
        return metric.type() == MetricType.AverageValue
                ? target.withAverageValue(quantity).build()
                : target.withValue(quantity).build();
    }

    private static Map<String, String> labels(ScaledObject object, String version) {
        Map<String, String> labels = new HashMap<>();
        labels.put("app.kubernetes.io/name", Labels.value(name(object)));
        labels.put("app.kubernetes.io/version", Labels.value(version));
        labels.put("app.kubernetes.io/part-of", object.getMetadata().getName());
        labels.put("app.kubernetes.io/managed-by", "keda-operator");
        Labels.overlay(labels, object, new Annotations(object).list(EXCLUDED_LABELS));
        return labels;
    }

    private static Map<String, String> annotations(ScaledObject object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** As given; a direction that is paused by annotation is disabled, and what else it says is kept. */
    private static @Nullable HorizontalPodAutoscalerBehavior behavior(ScaledObject object) {
        HorizontalPodAutoscalerBehavior given =
                config(object).map(HorizontalPodAutoscalerConfig::getBehavior).orElse(null);
        Annotations annotations = new Annotations(object);
        boolean in = annotations.on(Annotations.PAUSED_SCALE_IN);
        boolean out = annotations.on(Annotations.PAUSED_SCALE_OUT);
        if (!in && !out) {
            return given;
        }
        var behavior = new HorizontalPodAutoscalerBehaviorBuilder(
                given == null ? new HorizontalPodAutoscalerBehavior() : given);
        if (in) {
            behavior.editOrNewScaleDown().withSelectPolicy(DISABLED).endScaleDown();
        }
        if (out) {
            behavior.editOrNewScaleUp().withSelectPolicy(DISABLED).endScaleUp();
        }
        return behavior.build();
    }

    private static Optional<HorizontalPodAutoscalerConfig> config(ScaledObject object) {
        return Optional.ofNullable(object.getSpec().getAdvanced())
                .map(AdvancedConfig::getHorizontalPodAutoscalerConfig);
    }
}
