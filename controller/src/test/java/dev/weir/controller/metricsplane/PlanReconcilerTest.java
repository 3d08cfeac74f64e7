package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static dev.weir.controller.metricsplane.Measured.RUNNING;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weir.cache.source.SourceKeys;
import dev.weir.cache.testing.FakeSource;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.credentials.FakeReferences;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.upstream.SharedClients;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PlanReconcilerTest {

    private static final String GOOD = "[{type: fake, metadata: {question: queue}}]";
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final Vertx vertx = Vertx.vertx();
    private final Measured measured = new Measured();
    private final FakeReferences references = new FakeReferences();
    private final List<FakeSource> made = new ArrayList<>();
    private final PlanBook<ObjectPlan> book = new PlanBook<>();
    private final List<ObjectKey> planned = new ArrayList<>();
    private final FakeTargets targets = new FakeTargets();
    private final PlanReconciler reconciler = new PlanReconciler(
            key -> Optional.ofNullable(object()),
            targets,
            new ObjectPlanner(new TriggerPlanner(
                    new TriggerSpecs(references, "keda"),
                    Scalers.of(List.of(new FakeType())),
                    new ScalerEnvironment(
                            vertx,
                            measured.virtual.time(),
                            SourceKeys.random(),
                            new SharedClients(),
                            Duration.ofSeconds(3),
                            List.of()))),
            measured.plane,
            book,
            planned::add);
    private @Nullable ScaledObject object;

    private @Nullable ScaledObject object() {
        return object;
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void measuresAnObjectByItsManifest() {
        manifest(1, GOOD);

        assertEquals(Reconciler.done(), reconciler.reconcile(ORDERS));

        measured.virtual.untilPolled(made.get(0), 1);
        assertEquals("7", measured.reads());
        assertEquals(List.of(ORDERS), planned);
        assertEquals(
                Duration.ofSeconds(30),
                measured.plane.plan(ORDERS).orElseThrow().pollingInterval());
    }

    @Test
    void asksNothingAnewWhileNothingChanges() {
        manifest(1, GOOD);
        reconciler.reconcile(ORDERS);
        ObjectPlan first = measured.plane.plan(ORDERS).orElseThrow();

        reconciler.reconcile(ORDERS);

        assertSame(first, measured.plane.plan(ORDERS).orElseThrow());
        assertEquals(1, made.size());
        assertEquals(List.of(ORDERS), planned, "told once");
    }

    @Test
    void goesOnMeasuringTheLastManifestThatCouldBePlanned() {
        manifest(1, GOOD);
        reconciler.reconcile(ORDERS);
        measured.virtual.untilPolled(made.get(0), 1);

        manifest(
                2,
                "[{type: fake, metadata: {question: queue}}, {type: fake, metadata: {}}, {type: fate, metadata: {}}]");
        assertEquals(Reconciler.again(Duration.ofSeconds(20)), reconciler.reconcile(ORDERS));

        Planned<ObjectPlan> bad = book.find(ORDERS).orElseThrow();
        assertNull(bad.plan());
        assertEquals(2, bad.generation());
        assertEquals(
                List.of(
                        "trigger 1 (fake): parameter question is missing",
                        "trigger 2 (fate): there is no trigger type \"fate\"; did you mean \"fake\"?"),
                bad.problems());
        made.get(0).answering(8);
        measured.virtual.untilPolled(made.get(0), 2);
        assertEquals("8", measured.reads());
        assertEquals(1, made.get(1).closed(), "what was made for a plan that cannot be is closed");
    }

    @Test
    void metricsThatAnUpstreamNamesArePlannedOnceAndKeptByAnEdit() {
        manifest(1, "[{type: fake, metadata: {question: queue, named: upstream}}]");
        reconciler.reconcile(ORDERS);
        measured.virtual.untilPolled(made.get(0), 1);
        assertEquals(List.of(ORDERS), measured.named);
        planned.clear();

        reconciler.reconcile(ORDERS);
        reconciler.reconcile(ORDERS);
        measured.virtual.time().settle();

        assertEquals(List.of(ORDERS), planned, "the leader is told once");
        assertEquals(List.of("s0-a"), names());
        assertEquals("7", measured.reads(ORDERS, "s0-a"));
        assertEquals(1, made.size());
        assertEquals(0, made.get(0).closed());

        manifest(2, "[{type: fake, metadata: {question: queue, named: upstream, more: words}}]");
        reconciler.reconcile(ORDERS);
        assertEquals(List.of("s0-a"), names());
    }

    private List<String> names() {
        return requireNonNull(book.find(ORDERS).orElseThrow().plan()).measured().stream()
                .map(MetricSpec::name)
                .toList();
    }

    @Test
    void plansAnewWhenASecretChanges() {
        references.secret("shop", "access", Map.of("password", "first"));
        references.authentication(
                "shop",
                "auth",
                SERIALIZATION.unmarshal(
                        "secretTargetRef: [{parameter: password, name: access, key: password}]",
                        TriggerAuthenticationSpec.class));
        manifest(1, "[{type: fake, metadata: {question: queue}, authenticationRef: {name: auth}}]");
        reconciler.reconcile(ORDERS);
        ObjectPlan first = measured.plane.plan(ORDERS).orElseThrow();

        references.secret("shop", "access", Map.of("password", "second"));
        reconciler.reconcile(ORDERS);

        ObjectPlan second = measured.plane.plan(ORDERS).orElseThrow();
        assertNotSame(first, second);
        assertEquals("second", second.triggers().get(0).spec().authParams().get("password"));
    }

    @Test
    void looksAgainForWhatIsMissing() {
        manifest(1, "[{type: fake, metadata: {question: queue}, authenticationRef: {name: auth}}]");

        assertEquals(Reconciler.again(Duration.ofSeconds(20)), reconciler.reconcile(ORDERS));

        assertEquals(
                List.of("TriggerAuthentication shop/auth does not exist"),
                book.find(ORDERS).orElseThrow().warnings());
    }

    @Test
    void aWarningStaysForAsLongAsItsReason() {
        manifest(1, "[{type: fake, metadata: {question: queue, warn: this has no effect}}]");
        reconciler.reconcile(ORDERS);
        reconciler.reconcile(ORDERS);

        assertEquals(
                List.of("this has no effect"), book.find(ORDERS).orElseThrow().warnings());
        assertEquals(1, made.size());
    }

    /** What is wrong with it is for the rules of admission to say. */
    @Test
    void aFormulaThatIsNotRightLeavesTheObjectUnmeasured() {
        manifest(1, GOOD + ", advanced: {scalingModifiers: {formula: a, target: \"2\"}}");
        reconciler.reconcile(ORDERS);

        assertEquals(List.of(), book.find(ORDERS).orElseThrow().problems());
        assertEquals(Optional.empty(), measured.plane.plan(ORDERS));
    }

    @Test
    void aPausedObjectIsForgotten() {
        manifest(1, GOOD);
        reconciler.reconcile(ORDERS);
        measured.virtual.untilPolled(made.get(0), 1);

        object.getMetadata().setAnnotations(Map.of("autoscaling.keda.sh/paused", "true"));
        reconciler.reconcile(ORDERS);

        measured.advance(Duration.ofMinutes(5));
        assertEquals("gone", measured.reads());
        assertEquals(1, made.get(0).closed());
    }

    @Test
    void aTargetThatNobodyTellsOfIsAskedAboutAtThePollingInterval() {
        targets.watched = false;
        manifest(1, GOOD);
        assertEquals(Reconciler.again(Duration.ofSeconds(30)), reconciler.reconcile(ORDERS));
        reconciler.reconcile(ORDERS);
        planned.clear();

        targets.replicas = Measured.AT_ZERO;
        reconciler.reconcile(ORDERS);
        assertEquals(List.of(ORDERS), planned, "the leader is to look");
        reconciler.reconcile(ORDERS);
        assertEquals(List.of(ORDERS), planned, "once");
    }

    @Test
    void forgetsAnObjectThatIsGone() {
        manifest(1, GOOD);
        reconciler.reconcile(ORDERS);
        measured.virtual.untilPolled(made.get(0), 1);

        object = null;
        assertEquals(Reconciler.done(), reconciler.reconcile(ORDERS));
        measured.advance(Duration.ofMinutes(5));

        assertEquals("gone", measured.reads());
        assertEquals(1, made.get(0).closed());
        assertEquals(Optional.empty(), book.find(ORDERS));
    }

    @Test
    void countsEachTimeThatAnObjectCannotBePlanned() {
        manifest(1, "[{type: fate, metadata: {}}]");
        reconciler.reconcile(ORDERS);
        reconciler.reconcile(ORDERS);

        assertEquals(2, failures());
    }

    @Test
    void countsOnOverAPauseAndAnewForANewObject() {
        manifest(1, GOOD);
        reconciler.reconcile(ORDERS);
        made.get(0).failing("broken");
        measured.virtual.untilPolled(made.get(0), 2);
        assertEquals(2, failures());

        requireNonNull(object).getMetadata().setAnnotations(Map.of("autoscaling.keda.sh/paused", "true"));
        reconciler.reconcile(ORDERS);
        assertEquals("gone", measured.reads());
        assertEquals(2, failures());

        requireNonNull(object).getMetadata().setAnnotations(Map.of());
        reconciler.reconcile(ORDERS);
        measured.virtual.untilPolled(made.get(1).failing("still broken"), 1);
        assertEquals(3, failures());

        object = null;
        reconciler.reconcile(ORDERS);
        assertEquals(Optional.empty(), measured.plane.mishaps().find(ORDERS));
    }

    private long failures() {
        return measured.plane.mishaps().find(ORDERS).orElseThrow().failures();
    }

    private void manifest(long generation, String triggers) {
        object = SERIALIZATION.unmarshal("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop, generation: %d}
                spec: {scaleTargetRef: {name: app}, triggers: %s}
                """.formatted(generation, triggers), ScaledObject.class);
    }

    /** Asks what the parameter {@code question} says. */
    private final class FakeType implements ScalerType {

        @Override
        public String type() {
            return "fake";
        }

        @Override
        public Trigger<?> create(Params params, ScalerEnvironment environment) {
            TriggerSpec spec = params.spec();
            String question = spec.metadata().get("question");
            if (question == null) {
                throw new InvalidTriggerException(List.of(spec.label() + ": parameter question is missing"));
            }
            FakeSource source = FakeSource.asking(question).answering(7);
            made.add(source);
            Trigger<?> trigger = spec.metadata().containsKey("named")
                    ? NamingUpstream.trigger(spec.index(), source).trigger()
                    : Measured.trigger(spec.index(), source);
            String warning = spec.metadata().get("warn");
            return warning == null ? trigger : warned(trigger, warning);
        }

        private static <R extends Record> Trigger<R> warned(Trigger<R> trigger, String warning) {
            return new Trigger<>(trigger.source(), trigger.metrics(), trigger.interpreter(), List.of(warning));
        }
    }

    private static final class FakeTargets implements Targets {

        private TargetReplicas replicas = RUNNING;
        private boolean watched = true;

        @Override
        public TargetReplicas replicas(ScaledObject object, boolean pods) {
            return replicas;
        }

        @Override
        public boolean watched(ScaledObject object) {
            return watched;
        }
    }
}
