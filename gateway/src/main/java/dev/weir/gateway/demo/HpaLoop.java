package dev.weir.gateway.demo;

import dev.weir.controller.decision.HpaAlgorithm;
import dev.weir.controller.decision.HpaSettings;
import dev.weir.controller.decision.HpaState;
import dev.weir.controller.decision.HpaStep;
import dev.weir.controller.decision.HpaStep.Workload;
import dev.weir.controller.decision.MetricSample;
import dev.weir.controller.desired.HpaRules;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HPA controller of the pretended cluster: every HPA is evaluated once in a sync period, by the algorithm that Weir itself
 * has, over metrics got from the gateway. An HPA whose target has no replicas rests and asks for nothing.
 *
 * <p>State belongs to the event loop it was started on; the Kubernetes client blocks and runs on worker threads.
 */
final class HpaLoop {

    /** Kubernetes does it every 15 s; days of seconds want it sooner. */
    static final Duration SYNC = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(HpaLoop.class);

    /** HPAs take their turns spread over the period. */
    private static final int SLICES = 10;

    private final Vertx vertx;
    private final KubernetesClient client;
    private final Watch<HorizontalPodAutoscaler> hpas;
    private final Watch<Deployment> deployments;
    private final MetricsClient metrics;
    private final InstantSource clock;
    private final HpaAlgorithm algorithm = new HpaAlgorithm();
    private final Map<ObjectKey, Memory> memories = new HashMap<>();
    private long timer = -1;
    private int slice;

    HpaLoop(
            Vertx vertx,
            KubernetesClient client,
            Watch<HorizontalPodAutoscaler> hpas,
            Watch<Deployment> deployments,
            MetricsClient metrics,
            InstantSource clock) {
        this.vertx = vertx;
        this.client = client;
        this.hpas = hpas;
        this.deployments = deployments;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What is remembered of an HPA between two evaluations. */
    private static final class Memory {
        private HpaState state = HpaState.EMPTY;
        private HpaStatus status = HpaStatus.NONE;
        private boolean busy;
    }

    void start() {
        timer = vertx.setPeriodic(SYNC.toMillis() / SLICES, tick -> turn());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    Gets gets() {
        return metrics.gets();
    }

    private void turn() {
        slice = (slice + 1) % SLICES;
        hpas.all()
                .filter(hpa -> Math.floorMod(ObjectKey.of(hpa).hashCode(), SLICES) == slice)
                .forEach(this::evaluate);
    }

    private void evaluate(HorizontalPodAutoscaler hpa) {
        ObjectKey target = new ObjectKey(
                hpa.getMetadata().getNamespace(),
                hpa.getSpec().getScaleTargetRef().getName());
        Optional<Deployment> deployment = deployments.find(target);
        Memory memory = memories.computeIfAbsent(ObjectKey.of(hpa), key -> new Memory());
        if (memory.busy || deployment.isEmpty()) {
            return;
        }
        memory.busy = true;
        Workload workload = workload(deployment.get());
        HpaSettings settings = HpaRules.of(hpa);
        samples(hpa, settings, workload)
                .compose(samples -> {
                    HpaStep step = algorithm.step(settings, memory.state, samples, workload, clock.instant());
                    return apply(hpa, deployment.get(), step, memory);
                })
                .onFailure(fault -> tell(hpa, fault))
                .onComplete(done -> memory.busy = false);
    }

    private Future<Void> apply(HorizontalPodAutoscaler hpa, Deployment seen, HpaStep step, Memory memory) {
        HpaStatus status = memory.status.after(step, workload(seen).specReplicas(), clock.instant());
        return write(hpa, seen, step, status, memory.status)
                .onSuccess(written -> {
                    memory.state = step.state();
                    memory.status = status;
                })
                .onFailure(fault -> memory.state = step.stateIfNotWritten());
    }

    /** Somebody else changed the target meanwhile: the next evaluation sees that. */
    private static void tell(HorizontalPodAutoscaler hpa, Throwable fault) {
        boolean conflict = fault instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
        if (conflict) {
            LOG.debug("HPA overtaken hpa={}", ObjectKey.of(hpa));
        } else {
            LOG.warn("HPA not evaluated hpa={}: {}", ObjectKey.of(hpa), fault.toString());
        }
    }

    /** Nothing is asked where no value could change anything. */
    private Future<List<MetricSample>> samples(HorizontalPodAutoscaler hpa, HpaSettings settings, Workload workload) {
        int replicas = workload.specReplicas();
        if (replicas == 0 || replicas < settings.min() || replicas > settings.max()) {
            return Future.succeededFuture(List.of());
        }
        List<Future<MetricSample>> asked =
                MetricQuestion.of(hpa).stream().map(metrics::ask).toList();
        return Future.all(asked)
                .map(answered -> asked.stream().map(Future::result).toList());
    }

    private Future<Void> write(
            HorizontalPodAutoscaler hpa, Deployment seen, HpaStep step, HpaStatus status, HpaStatus before) {
        if (!step.rescale() && status == before) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(
                () -> {
                    if (step.rescale()) {
                        scale(seen, step);
                    }
                    if (status != before) {
                        client.resource(hpa)
                                .subresource("status")
                                .patch(PatchContext.of(PatchType.JSON_MERGE), status.patch());
                    }
                    return null;
                },
                false);
    }

    /** Only what was looked at is changed, so that a scaling to zero in between is not undone. */
    private void scale(Deployment seen, HpaStep step) {
        Scale scale = new ScaleBuilder()
                .withNewMetadata()
                .withNamespace(seen.getMetadata().getNamespace())
                .withName(seen.getMetadata().getName())
                .withResourceVersion(seen.getMetadata().getResourceVersion())
                .endMetadata()
                .withNewSpec()
                .withReplicas(step.replicas())
                .endSpec()
                .build();
        client.apps()
                .deployments()
                .inNamespace(seen.getMetadata().getNamespace())
                .withName(seen.getMetadata().getName())
                .scale(scale);
        LOG.info("HPA scaled target={} to={} because={}", ObjectKey.of(seen), step.replicas(), step.reason());
    }

    private static Workload workload(Deployment deployment) {
        Integer wanted = deployment.getSpec().getReplicas();
        Integer there =
                deployment.getStatus() == null ? null : deployment.getStatus().getReplicas();
        Integer ready =
                deployment.getStatus() == null ? null : deployment.getStatus().getReadyReplicas();
        return new Workload(wanted == null ? 1 : wanted, there == null ? 0 : there, ready == null ? 0 : ready);
    }
}
