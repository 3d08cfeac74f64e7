package dev.weir.controller.metricsplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weir.cache.source.SourceKeys;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.controller.credentials.ManifestReferences;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.decision.SmoothingPolicy;
import dev.weir.controller.decision.SmoothingPolicy.Panic;
import dev.weir.controller.decision.SmoothingPolicy.UpDown;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.manifests.ManifestLimits;
import dev.weir.controller.manifests.ManifestReader;
import dev.weir.controller.manifests.Manifests;
import dev.weir.controller.metricsplane.ManifestPlans.Applied;
import dev.weir.controller.workload.WorkloadTypes;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.upstream.SharedClients;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ManifestPlansTest {

    private static final ObjectKey KEY = new ObjectKey("shop", "consumer");
    private static final String GOOD = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: consumer, namespace: shop}
            spec:
              pollingInterval: 10
              scaleTargetRef: {name: consumer}
              triggers:
              - type: cron
                metadata: {timezone: UTC, start: "0 6 * * *", end: "0 20 * * *", desiredReplicas: "3"}
            """;
    private static final String BAD =
            GOOD.replace("desiredReplicas", "wanted").replace("scaleTargetRef: {name: consumer}", "scaleTargetRef: {}");

    private final Vertx vertx = Vertx.vertx();
    private final VirtualCache virtual = new VirtualCache();
    private final MetricsPlane plane = new MetricsPlane(virtual.cache(), changed -> {});
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final Scalers scalers = Scalers.load().and(WorkloadTypes.withoutCluster());
    private final ScalerEnvironment environment = new ScalerEnvironment(
            vertx, virtual::now, SourceKeys.random(), new SharedClients(), Duration.ofSeconds(3), List.of());
    private final ManifestPlans plans = new ManifestPlans(
            manifests -> new ObjectPlanner(new TriggerPlanner(
                    new TriggerSpecs(new ManifestReferences(manifests, serialization), "keda"), scalers, environment)),
            plane,
            key -> key.namespace().equals("shop"));

    @AfterEach
    void stop() throws TimeoutException {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void keepsAPlanWhileNothingChangesAndMakesAnotherWhenSomethingDoes() {
        assertEquals(new Applied(1, List.of()), apply(GOOD));
        ObjectPlan first = plane.plan(KEY).orElseThrow();

        apply(GOOD + "# a comment\n");
        assertSame(first, plane.plan(KEY).orElseThrow());
        apply(GOOD.replace("pollingInterval: 10", "pollingInterval: 11"));
        assertNotSame(first, plane.plan(KEY).orElseThrow());
        assertEquals(Duration.ofSeconds(11), plane.plan(KEY).orElseThrow().pollingInterval());
    }

    @Test
    void saysAllProblemsOfAnObjectOnceAndLeavesItOut() {
        Applied applied = apply(BAD);

        assertEquals(0, applied.objects());
        assertEquals(1, applied.problems().size());
        String problem = applied.problems().get(0);
        assertEquals(
                "ScaledObject shop/consumer in all.yaml is left out: spec.scaleTargetRef.name: is missing; ",
                problem.substring(0, problem.indexOf("trigger 0 (cron)")));
        assertEquals(new Applied(0, List.of()), apply(BAD), "nothing is said twice");
        assertEquals(0, plane.size());
    }

    @Test
    void aBrokenChangeLeavesAnObjectAsItWas() {
        apply(GOOD);
        ObjectPlan good = plane.plan(KEY).orElseThrow();

        Applied applied = apply(BAD);
        assertEquals(1, applied.objects());
        assertEquals(
                "ScaledObject shop/consumer in all.yaml goes on as it was: ",
                applied.problems().get(0).substring(0, 58));
        assertSame(good, plane.plan(KEY).orElseThrow());
    }

    @Test
    void aManifestSaysHowItIsSmoothed() {
        String smoothed = GOOD.replace(
                "  triggers:\n",
                "  advanced: {weir: {smoothing: {median: 5, panic: {stableWindowSeconds: 120}}}}\n  triggers:\n");
        assertEquals(new Applied(1, List.of()), apply(smoothed));
        ObjectPlan plan = plane.plan(KEY).orElseThrow();
        assertEquals(
                new SmoothingPolicy(5, UpDown.NEITHER, UpDown.NEITHER, null, null, new Panic(120, 12, 200)),
                plan.smoothing(plan.triggers().get(0)));

        assertEquals(
                List.of("ScaledObject shop/consumer in all.yaml goes on as it was: spec.advanced.weir.smoothing.median:"
                        + " is 4; accepted are odd numbers from 3 to 31"),
                apply(smoothed.replace("median: 5", "median: 4")).problems());
        assertSame(plan, plane.plan(KEY).orElseThrow());
    }

    @Test
    void whatIsGoneOrInAnotherNamespaceIsNotMeasured() {
        apply(GOOD);

        assertEquals(new Applied(0, List.of()), apply(GOOD.replace("namespace: shop", "namespace: other")));
        assertEquals(0, plane.size());
    }

    @Test
    void servesTheOthersBesideCpuAndMemory() {
        String cpu = "  - {type: cpu, metricType: Utilization, metadata: {value: \"70\"}}\n";

        assertEquals(new Applied(1, List.of()), apply(GOOD + cpu));

        ObjectPlan plan = plane.plan(KEY).orElseThrow();
        assertEquals(
                List.of("cron", "cpu"),
                plan.specs().stream().map(TriggerSpec::type).toList());
        assertEquals(1, plan.triggers().size());
    }

    @Test
    void saysWhatNeedsACluster() {
        String pods = "  - {type: kubernetes-workload, metadata: {podSelector: app=front, value: \"2\"}}\n";

        assertEquals(
                List.of("ScaledObject shop/consumer in all.yaml is left out: trigger 1 (kubernetes-workload): needs a"
                        + " cluster, which weir serve --objects does not have"),
                apply(GOOD + pods).problems());
    }

    @Test
    void saysWhatItDoesNotRun() {
        Applied applied = apply("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledJob
                metadata: {name: worker, namespace: shop}
                """);

        assertEquals(
                List.of(
                        "ScaledJob shop/worker in all.yaml is ignored: its Jobs would need a cluster, and none is connected"),
                applied.problems());
    }

    private Applied apply(String text) {
        return plans.apply(Manifests.of(
                List.of(new ManifestReader(serialization, ManifestLimits.DEFAULT).read("all.yaml", text))));
    }
}
