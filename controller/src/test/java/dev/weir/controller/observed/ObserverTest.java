package dev.weir.controller.observed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.TargetReplicas;
import dev.weir.controller.observed.Overview.Empties;
import dev.weir.controller.observed.Overview.Exchanges;
import dev.weir.controller.observed.Overview.Http;
import dev.weir.controller.observed.Overview.Metric;
import dev.weir.controller.observed.Overview.Registered;
import dev.weir.controller.observed.Overview.ScaledItem;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.HttpCounts.HttpCount;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.upstream.HttpTallies;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ObserverTest {

    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            ScaledObject.class,
            ScaledJob.class,
            TriggerAuthentication.class,
            ClusterTriggerAuthentication.class,
            CloudEventSource.class);
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final VirtualCache virtual = new VirtualCache();
    private final MetricsPlane plane = new MetricsPlane(virtual.cache(), changed -> {});
    private final HttpTallies http = new HttpTallies();
    private final List<HasMetadata> there = new ArrayList<>();
    private final Observer observer = new Observer(
            plane,
            virtual.cache(),
            http,
            new Inventory(
                    () -> all(ScaledObject.class),
                    () -> all(ScaledJob.class),
                    () -> all(TriggerAuthentication.class),
                    () -> all(ClusterTriggerAuthentication.class),
                    () -> all(CloudEventSource.class)));

    @Test
    void showsWhatEachMetricOfATriggerIsNow() {
        FakeSource source = FakeSource.asking("q").silent();
        measure("orders", trigger("orders", 0, "in-line", "rabbitmq", source));
        virtual.time().settle();
        assertEquals(List.of(), observer.look().metrics(), "nothing is known yet");

        virtual.advance(Duration.ofMillis(250));
        source.last().complete(new FakeSource.Number(7));
        virtual.time().settle();

        assertEquals(
                List.of(new Metric("shop", "orders", "s0-orders", "in-line", 0, true, 7.0, Duration.ofMillis(250), 0)),
                observer.look().metrics());
    }

    @Test
    void aFailingTriggerKeepsItsValueAndCounts() {
        FakeSource source = FakeSource.asking("q").answering(7);
        measure("orders", trigger("orders", 0, null, "rabbitmq", source));
        virtual.untilPolled(source, 1);
        virtual.untilPolled(source.failing("broken"), 3);

        Metric metric = observer.look().metrics().get(0);
        assertEquals("rabbitMQScaler", metric.scaler());
        assertEquals(7.0, metric.value());
        assertEquals(2, metric.failures());
        assertEquals(false, metric.active());
    }

    @Test
    void aTriggerThatNeverAnsweredHasNoValue() {
        FakeSource source = FakeSource.asking("q").failing("broken");
        measure("orders", trigger("orders", 0, null, "cron", source));
        virtual.untilPolled(source, 1);

        assertNull(observer.look().metrics().get(0).value());
    }

    @Test
    void showsEachObjectMeasuredOrNot() {
        exists("{kind: ScaledObject, metadata: {name: orders, namespace: shop}}");
        exists("""
                {kind: ScaledObject, metadata: {name: resting, namespace: shop, annotations: {autoscaling.keda.sh/paused: "true"}}}""");
        FakeSource source = FakeSource.asking("q").failing("broken");
        measure("orders", trigger("orders", 0, null, "cron", source));
        virtual.untilPolled(source, 2);

        assertEquals(
                List.of(
                        new ScaledItem("shop", "orders", false, 2, Duration.ZERO),
                        new ScaledItem("shop", "resting", true, 0, null)),
                observer.look().objects());
    }

    @Test
    void anObjectIsAsLateAsTheLatestOfItsSources() {
        exists("{kind: ScaledObject, metadata: {name: orders, namespace: shop}}");
        FakeSource prompt = FakeSource.asking("prompt").answering(1);
        FakeSource late = FakeSource.asking("late").answering(1);
        measure("orders", trigger("orders", 0, null, "cron", prompt), trigger("orders", 1, null, "cron", late));
        virtual.untilPolled(late, 1);
        virtual.time().stall(Duration.ofSeconds(40));
        virtual.time().settle();

        Duration sources =
                virtual.status(prompt).late().compareTo(virtual.status(late).late()) > 0
                        ? virtual.status(prompt).late()
                        : virtual.status(late).late();
        assertEquals(sources, observer.look().objects().get(0).late());
        assertEquals(false, sources.isZero());
    }

    @Test
    void countsWhatIsRegistered() {
        exists("""
                {kind: ScaledObject, metadata: {name: a, namespace: shop}, spec: {triggers: [{type: cron}, {type: kafka}]}}""");
        exists(
                "{kind: ScaledObject, metadata: {name: b, namespace: shop}, spec: {triggers: [{type: cron}, {type: ''}]}}");
        exists("{kind: ScaledObject, metadata: {name: c, namespace: other}, spec: {}}");
        exists("{kind: ScaledJob, metadata: {name: j, namespace: shop}, spec: {triggers: [{type: kafka}]}}");
        exists("{kind: TriggerAuthentication, metadata: {name: t, namespace: shop}}");
        exists("{kind: ClusterTriggerAuthentication, metadata: {name: t}}");

        Overview overview = observer.look();
        assertEquals(Map.of("cron", 2L, "kafka", 2L), overview.triggers());
        assertEquals(
                Map.of(
                        new Registered("scaled_object", "shop"), 2L,
                        new Registered("scaled_object", "other"), 1L,
                        new Registered("scaled_job", "shop"), 1L,
                        new Registered("trigger_authentication", "shop"), 1L,
                        new Registered("cluster_trigger_authentication", "default"), 1L),
                overview.resources());
    }

    @Test
    void exchangesOfASharedSourceAreAscribedToOneTriggerOnly() {
        FakeSource source = FakeSource.asking("q").answering(1);
        measure("orders", trigger("orders", 0, "named", "prometheus", source));
        measure("mails", trigger("mails", 1, null, "prometheus", FakeSource.asking("q")));
        HttpCount count = http.open(source.key());
        count.answered(200, Duration.ofMillis(3));
        count.failed(Duration.ofSeconds(20));
        List<Exchanges> expected =
                List.of(new Exchanges("200", buckets(0), 0.003), new Exchanges("error", buckets(11), 20));

        Overview overview = observer.look();
        assertEquals(1, overview.http().size());
        Http mails = overview.http().get(0);
        assertEquals("shop mails prometheus  s1-mails", words(mails));
        assertEquals(expected, sorted(mails.exchanges()));

        plane.forget(new ObjectKey("shop", "mails"));
        assertEquals(
                "shop orders prometheus named s0-orders",
                words(observer.look().http().get(0)));

        count.close();
        assertEquals(List.of(), observer.look().http());
        assertEquals(expected, sorted(observer.look().httpTypes().get("fake")));
    }

    @Test
    void countsAnswersWithoutAValue() {
        FakeSource source = FakeSource.asking("q").answering(1);
        PlannedTrigger trigger = trigger("orders", 0, null, "prometheus", source);
        measure(
                "orders",
                new PlannedTrigger(
                        trigger.spec(),
                        Trigger.of(
                                source,
                                trigger.trigger().metrics().get(0),
                                reading -> new Outcome.Empty(true, Outcome.of(0, false)),
                                List.of()),
                        false));
        virtual.untilPolled(source, 2);

        assertEquals(
                List.of(new Empties("shop", "orders", "", "s0-orders", true, 2)),
                observer.look().empties());
    }

    @Test
    void whoIsGoneIsNotSeen() {
        FakeSource source = FakeSource.asking("q").answering(7);
        measure("orders", trigger("orders", 0, null, "cron", source));
        virtual.untilPolled(source, 1);
        plane.forget(new ObjectKey("shop", "orders"));

        assertEquals(List.of(), observer.look().metrics());
    }

    private <T extends HasMetadata> Stream<T> all(Class<T> kind) {
        return there.stream().filter(kind::isInstance).map(kind::cast);
    }

    private void exists(String yaml) {
        Class<? extends HasMetadata> kind = KINDS.stream()
                .filter(known -> yaml.contains("kind: " + known.getSimpleName() + ","))
                .findFirst()
                .orElseThrow();
        there.add(SERIALIZATION.unmarshal(
                "# as YAML\n{apiVersion: keda.sh/v1alpha1, " + yaml.strip().substring(1), kind));
    }

    private void measure(String object, PlannedTrigger... triggers) {
        plane.measure(
                new ObjectPlan(new ObjectKey("shop", object), 1, Duration.ofSeconds(10), null, List.of(triggers)),
                TargetReplicas.UNKNOWN);
        virtual.time().settle();
    }

    private static PlannedTrigger trigger(
            String object, int index, @Nullable String name, String type, FakeSource source) {
        TriggerSpec spec = Specs.of(object, index, name, type);
        MetricSpec metric = new MetricSpec("s" + index + "-" + object, MetricType.AverageValue, Quantity.of(5));
        return new PlannedTrigger(
                spec, Trigger.of(source, metric, reading -> Outcome.above(reading.value(), 0), List.of()), false);
    }

    private static String words(Http of) {
        return String.join(" ", of.namespace(), of.object(), of.type(), of.trigger(), of.metric());
    }

    private static List<Long> buckets(int one) {
        List<Long> buckets = new ArrayList<>(Collections.nCopies(12, 0L));
        buckets.set(one, 1L);
        return buckets;
    }

    private static List<Exchanges> sorted(List<Exchanges> exchanges) {
        return exchanges.stream()
                .sorted((one, other) -> one.status().compareTo(other.status()))
                .toList();
    }
}
