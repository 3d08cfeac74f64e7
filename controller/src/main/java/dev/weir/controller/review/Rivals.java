package dev.weir.controller.review;

import dev.weir.controller.admission.Problem;
import dev.weir.controller.admission.RivalRules;
import dev.weir.controller.admission.ScaledObjectRules;
import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.controlplane.TargetIndex;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.metricsplane.ObjectPlanner;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who has the target or the HPA of a ScaledObject already: found by look-up, however many objects there are. */
final class Rivals {

    private static final String BY_HPA = "hpa-name";
    private static final String BY_TARGET = "hpa-target";

    private final Watch<ScaledObject> objects;
    private final Watch<HorizontalPodAutoscaler> hpas;
    private final Counter visited;

    /** Before the start of the watches only; the objects have the index of targets already. */
    Rivals(Watch<ScaledObject> objects, Watch<HorizontalPodAutoscaler> hpas, MeterRegistry registry) {
        this.objects = objects.index(BY_HPA, Rivals::hpaNames);
        this.hpas = hpas.index(BY_TARGET, Rivals::targets);
        visited = Counter.builder("weir.admission.compared")
                .description("Objects of the cluster that reviewed ones were compared with")
                .register(registry);
    }

    List<Problem> problems(ScaledObject object) {
        List<Problem> problems = new ArrayList<>();
        ScaleTarget target = object.getSpec() == null ? null : object.getSpec().getScaleTargetRef();
        if (target != null && target.getName() != null) {
            problems.addAll(RivalRules.sameTarget(object, counted(TargetIndex.others(objects, object))));
            problems.addAll(RivalRules.foreignHpas(object, counted(hpasOn(object, ObjectPlanner.target(target)))));
        }
        hpaNames(object)
                .forEach(name -> problems.addAll(RivalRules.sameHpa(object, counted(objects.by(BY_HPA, name)))));
        return problems;
    }

    private Stream<HorizontalPodAutoscaler> hpasOn(ScaledObject object, TargetReference target) {
        return hpas.by(
                BY_TARGET,
                target(
                        object.getMetadata().getNamespace(),
                        target.apiVersion(),
                        target.kind(),
                        String.valueOf(target.name())));
    }

    private <T> Stream<T> counted(Stream<T> found) {
        return found.peek(one -> visited.increment());
    }

    private static List<String> hpaNames(ScaledObject object) {
        String name = ScaledObjectRules.hpaName(object);
        return name == null ? List.of() : List.of(object.getMetadata().getNamespace() + "/" + name);
    }

    private static List<String> targets(HorizontalPodAutoscaler hpa) {
        CrossVersionObjectReference target =
                hpa.getSpec() == null ? null : hpa.getSpec().getScaleTargetRef();
        return target == null
                ? List.of()
                : List.of(target(
                        hpa.getMetadata().getNamespace(), target.getApiVersion(), target.getKind(), target.getName()));
    }

    private static String target(String namespace, @Nullable String apiVersion, String kind, String name) {
        return namespace + "/" + apiVersion + "/" + kind + "/" + name;
    }
}
