package dev.weir.controller.workload;

import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** {@code kubernetes-workload}: how many pods of the object's namespace fit a selector and have not ended. */
final class WorkloadScaler implements ScalerType {

    static final String TYPE = "kubernetes-workload";

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final Supplier<KubernetesClient> client;

    WorkloadScaler(Supplier<KubernetesClient> client) {
        this.client = client;
    }

    /**
     * What was counted.
     *
     * @param pods that have not ended
     * @param nodes different ones that they are on
     */
    record Counted(long pods, long nodes) {}

    private record Config(String selector, double value, double activation, boolean byNode, MetricType type) {}

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Trigger<?> create(Params params, ScalerEnvironment environment) {
        TriggerSpec spec = params.spec();
        Config config = config(params);
        MetricSpec metric = new MetricSpec(
                params.metricName("workload-" + spec.namespace()), config.type(), Quantity.of(config.value()));
        SourceKey key = environment
                .keys()
                .question(TYPE)
                .with("namespace", spec.namespace())
                .with("selector", config.selector())
                .key();
        var question = new InformerSource.Question<Pod, Counted>(
                "pods " + config.selector() + " of namespace " + spec.namespace(),
                Counted.class,
                () -> client.get()
                        .pods()
                        .inNamespace(spec.namespace())
                        .withLabelSelector(config.selector())
                        .runnableInformer(0),
                WorkloadScaler::count);
        return Trigger.of(
                new InformerSource<>(key, question, environment),
                metric,
                counted -> Outcome.above(config.byNode() ? counted.nodes() : counted.pods(), config.activation()),
                params.warnings());
    }

    private static Config config(Params params) {
        String selector = params.text("podSelector").required();
        Double value = params.number("value").orElse(0.0);
        double activation = params.number("activationValue").orElse(0.0);
        boolean byNode = params.bool("groupByNode").orElse(false);
        MetricType type = params.metricType();
        if (selector != null && !Selectors.isSelector(selector)) {
            params.problem(
                    "podSelector",
                    "is \"" + selector + "\"; accepted is a selector such as app=orders or tier in (front, back)");
        }
        params.require(value > 0 || params.spec().composite(), "value", "must be given and above 0");
        return params.build(() -> new Config(selector, value, activation, byNode, type));
    }

    private static Counted count(List<Pod> pods) {
        List<Pod> alive = pods.stream()
                .filter(pod -> pod.getStatus() == null
                        || pod.getStatus().getPhase() == null
                        || !ENDED.contains(pod.getStatus().getPhase()))
                .toList();
        long nodes = alive.stream()
                .map(pod -> pod.getSpec() == null ? null : pod.getSpec().getNodeName())
                .filter(Objects::nonNull)
                .filter(node -> !node.isEmpty())
                .distinct()
                .count();
        return new Counted(alive.size(), nodes);
    }
}
