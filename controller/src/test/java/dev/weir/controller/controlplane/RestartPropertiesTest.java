package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.cache.trace.Tracing;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectSpec;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.controlplane.TargetCheck.Target;
import dev.weir.controller.journal.Journal;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.ResourceKind;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.PlanBook;
import dev.weir.controller.metricsplane.TargetReplicas;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.controller.testing.Seed;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A restart at any instant changes nothing: for random sources, failures and restarts, also between the write of a scale and
 * that of the status, no replica is taken away that was not due, none while the source fails, and none added without need.
 * Time is virtual; the API server is the one of this process.
 */
final class RestartPropertiesTest {

    private static final int TIMELINES = 60;
    private static final int STEPS = 40;
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final ObjectKey ORDERS = new ObjectKey("shop", "orders");
    private static final ResourceKind DEPLOYMENT = new ResourceKind("apps", "v1", "Deployment", "deployments");
    private static final ObjectKey APP = new ObjectKey("shop", "app");

    private final FakeCluster api = FakeCluster.start();
    private final KubernetesClient client = api.client();
    private final Random random = Seed.random();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aRestartAtAnyInstantTakesNothingAwayThatWasNotDue() {
        api.create(client, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: 0}
                """);
        for (int i = 0; i < TIMELINES; i++) {
            new Timeline(Duration.ofSeconds(random.nextInt(10) == 0 ? 0 : random.nextInt(90))).run();
        }
    }

    /** What happens to one object. */
    private final class Timeline {
        private final VirtualCache virtual = new VirtualCache();
        private final FakeSource source = FakeSource.asking("queue").answering(0);
        private final Duration cooldown;
        private final List<String> story = new ArrayList<>();
        private final KubernetesSerialization serialization = client.getKubernetesSerialization();
        private ScaledObject object;
        private Instant lastActive = Instant.MIN;
        private int replicas;

        /** Whoever comes after one who was killed in between gets as far as to a status: twice is more than anybody can know. */
        private boolean owed;

        private MetricsPlane plane;
        private ScaleStep step;

        private Timeline(Duration cooldown) {
            this.cooldown = cooldown;
            story.add("cooldown " + cooldown);
            object = object(null);
            scaled(0);
            begin();
        }

        private ScaledObject object(ScaledObjectStatus status) {
            ScaledObjectSpec spec = new ScaledObjectSpec();
            spec.setPollingInterval((int) POLL.toSeconds());
            spec.setCooldownPeriod((int) cooldown.toSeconds());
            ScaledObject made = new ScaledObject();
            made.setMetadata(new ObjectMetaBuilder()
                    .withNamespace("shop")
                    .withName("orders")
                    .withGeneration(1L)
                    .withCreationTimestamp("2020-01-01T00:00:00Z")
                    .build());
            made.setSpec(spec);
            made.setStatus(status);
            return made;
        }

        /** A process that knows no more than the API server does. */
        private void begin() {
            plane = new MetricsPlane(virtual.cache(), key -> {});
            Cluster cluster = new Cluster(
                    client,
                    Watch.of(client, ScaledObject.class, Namespaces.ALL),
                    Watch.of(client, HorizontalPodAutoscaler.class, Namespaces.ALL),
                    new Workloads(client, Namespaces.ALL),
                    new PlanBook<>(),
                    plane,
                    new EventRecorder(client, "test", "test", virtual::now, event -> {}),
                    new Writes(Tracing.OFF, key -> Optional.empty()),
                    new Decisions(new SimpleMeterRegistry()),
                    new Journal(virtual::now),
                    virtual::now,
                    "0");
            step = new ScaleStep(cluster);
            plane.measure(plan(), new TargetReplicas(OptionalInt.of(replicas), OptionalInt.of(replicas)));
            virtual.time().settle();
        }

        private void restart() {
            story.add("restart");
            plane.rest(ORDERS);
            begin();
            if (random.nextBoolean()) {
                look(false);
            }
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                happen();
                virtual.advance(Duration.ofMillis(1 + random.nextInt(15_000)));
                look(random.nextInt(8) == 0);
                if (random.nextInt(5) == 0) {
                    restart();
                }
            }
            comesToRest();
        }

        private void happen() {
            switch (random.nextInt(5)) {
                case 0 -> says(7);
                case 1 -> says(0);
                case 2 -> {
                    story.add("source fails");
                    source.failing("broken");
                }
                default -> story.add("nothing");
            }
        }

        private void says(double value) {
            story.add("source says " + value);
            source.answering(value);
        }

        /** One look as the reconciler takes it; {@code killed} right after a scale, before the status is written. */
        private void look(boolean killed) {
            ObjectState state = plane.state(ORDERS).orElse(null);
            if (state == null) {
                return;
            }
            Instant now = virtual.now();
            if (state.lastActive() != null && state.lastActive().isAfter(lastActive)) {
                lastActive = state.lastActive();
            }
            Draft<ScaledObjectStatus> draft = new Draft<>(ScaledObjectStatus.class, object.getStatus(), serialization);
            int before = replicas;
            step.step(object, new Target(DEPLOYMENT, APP, before), state, draft);
            replicas = client.apps()
                    .deployments()
                    .inNamespace("shop")
                    .withName("app")
                    .get()
                    .getSpec()
                    .getReplicas();
            story.add(now + " " + before + " to " + replicas + ", active "
                    + state.activity().active() + ", error " + state.activity().error());
            if (replicas < before) {
                assertFalse(state.activity().error() || state.activity().active(), this::told);
                // A status counts whole seconds.
                assertTrue(!now.plusSeconds(1).isBefore(lastActive.plus(cooldown)), this::told);
            }
            if (replicas > before) {
                assertTrue(state.activity().active(), this::told);
            }
            if (killed && replicas != before && !owed) {
                owed = true;
                story.add("killed before the status was written");
                restart();
            } else {
                owed = false;
                draft.patch().ifPresent(this::written);
            }
        }

        private void written(String patch) {
            Map<?, ?> changes =
                    (Map<?, ?>) serialization.unmarshal(patch, Map.class).get("status");
            Map<Object, Object> status = new HashMap<>();
            if (object.getStatus() != null) {
                Map<?, ?> before = serialization.convertValue(object.getStatus(), Map.class);
                status.putAll(before);
            }
            changes.forEach(status::put);
            status.values().removeIf(Objects::isNull);
            object = object(serialization.convertValue(status, ScaledObjectStatus.class));
        }

        /** However often it was restarted, an object whose source stays silent is at zero in the end, and one that asks is not. */
        private void comesToRest() {
            boolean active = random.nextBoolean();
            says(active ? 7 : 0);
            // A source that failed is asked again after five minutes at the latest.
            for (int i = 0; i < 50; i++) {
                virtual.advance(POLL);
                look(false);
            }
            assertEquals(active ? 1 : 0, replicas, this::told);
        }

        private void scaled(int number) {
            replicas = number;
            client.apps().deployments().inNamespace("shop").withName("app").scale(number);
        }

        private ObjectPlan plan() {
            MetricSpec metric = new MetricSpec("s0-fake", MetricType.AverageValue, Quantity.of(5));
            Trigger<FakeSource.Number> trigger = Trigger.of(
                    source,
                    metric,
                    reading -> new Outcome.Measured(List.of(reading.value()), reading.value() > 0),
                    List.of());
            TriggerSpec spec = Specs.of("orders", 0, null, "fake");
            return new ObjectPlan(ORDERS, 1, POLL, null, List.of(new PlannedTrigger(spec, trigger, false)));
        }

        private String told() {
            return String.join("\n", story);
        }
    }
}
