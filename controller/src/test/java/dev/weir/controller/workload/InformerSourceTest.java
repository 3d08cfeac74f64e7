package dev.weir.controller.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.ScalerBench;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the sources that look into Kubernetes promise; an API server is no upstream by host and port, as in SourceContract. */
@Timeout(120)
final class InformerSourceTest {

    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String SECRETS = "/api/v1/namespaces/shop/secrets";

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final AtomicReference<Instant> now = new AtomicReference<>(ScalerBench.NOW);
    private final ScalerBench bench = new ScalerBench(Duration.ofSeconds(3), Map.of(), List.of(), null, now::get);
    private final Scalers scalers = Scalers.load().and(WorkloadTypes.of(client));
    private final List<Source<?>> made = new ArrayList<>();

    @AfterEach
    void close() {
        made.forEach(source -> ScalerBench.await(source.close()));
        assertEquals(0, bench.clients().size(), "informers left open after the last source closed");
        cluster.close();
        bench.close();
    }

    @Test
    void thresholdsAndWhatIsCountedAreNoPartOfTheKey() {
        assertEquals(
                pods("shop", Map.of("podSelector", "app=front", "value", "1"))
                        .source()
                        .key(),
                pods("shop", Map.of("podSelector", "app=front", "value", "7", "groupByNode", "true"))
                        .source()
                        .key());
    }

    @Test
    void namespaceAndSelectorArePartOfTheKey() {
        Object key = pods("shop", "app=front").source().key();

        assertNotEquals(key, pods("back", "app=front").source().key());
        assertNotEquals(key, pods("shop", "app=back").source().key());
    }

    @Test
    void asksNobodyBeforeItHasASubscriberAndClosesTwice() {
        Source<?> source = pods("shop", "app=front").source();

        ScalerBench.await(source.close());
        ScalerBench.await(source.close());

        assertEquals(0, asked(PODS));
    }

    @Test
    void countsPodsThatHaveNotEndedAndTheNodesTheyAreOn() {
        pod("one", "front", "Running", "n1");
        pod("two", "front", "Pending", "");
        pod("three", "front", "Unknown", "n1");
        pod("four", "front", "Failed", "n2");
        pod("five", "front", "Succeeded", "n3");
        pod("six", "other", "Running", "n4");

        assertEquals(
                new WorkloadScaler.Counted(3, 1),
                bench.poll(pods("shop", "app=front").source()));
    }

    @Test
    void askedAgainItLooksIntoMemory() {
        Source<?> source = pods("shop", "app=front").source();
        bench.poll(source);
        long before = asked(PODS);

        bench.poll(source);
        bench.poll(source);

        assertEquals(before, asked(PODS));
        assertEquals(List.of(), bench.blocked());
    }

    @Test
    void tellsOfAChangeUnaskedAndOnceForABurst() {
        Source<WorkloadScaler.Counted> source = counted(pods("shop", "app=front"));
        List<Object> told = new CopyOnWriteArrayList<>();
        source.listen(told::add);
        bench.poll(source);

        for (int i = 0; i < 20; i++) {
            pod("front-" + i, "front", "Running", "n1");
        }

        Eventually.until(() -> told.contains(new WorkloadScaler.Counted(20, 1)), () -> told);
        assertTrue(told.size() < 15, () -> "told " + told.size() + " times of 20 pods: " + told);
    }

    @Test
    void whatChangesNoCountIsNotTold() {
        pod("one", "front", "Pending", "n1");
        Source<WorkloadScaler.Counted> source = counted(pods("shop", "app=front"));
        List<Object> told = new CopyOnWriteArrayList<>();
        source.listen(told::add);
        bench.poll(source);

        Pod one = client.pods().inNamespace("shop").withName("one").get();
        one.getStatus().setPhase("Running");
        client.resource(one).update();
        pod("two", "front", "Running", "n1");

        Eventually.until(() -> told.contains(new WorkloadScaler.Counted(2, 1)), () -> told);
        assertEquals(told.stream().distinct().toList(), told);
    }

    @Test
    void aRefusalIsSaidAtOnceAndInTheWordsOfTheServer() {
        cluster.refuse("GET", "/pods", 403, "Forbidden", "pods is forbidden: weir may not list them");

        Throwable failure =
                ScalerBench.failure(bench.onLoop(pods("shop", "app=front").source()));

        assertInstanceOf(SourceException.class, failure);
        assertEquals(
                "pods app=front of namespace shop: GET " + PODS + ": pods is forbidden: weir may not list them",
                failure.getMessage());
    }

    @Test
    void answersOnceTheServerRefusesNoMoreAndTellsUnasked() {
        pod("one", "front", "Running", "n1");
        cluster.refuse("GET", "/pods", 403, "Forbidden", "pods is forbidden");
        Source<WorkloadScaler.Counted> source = counted(pods("shop", "app=front"));
        List<Object> told = new CopyOnWriteArrayList<>();
        source.listen(told::add);
        bench.pollFailure(source);

        cluster.accept();

        Eventually.until(() -> told.equals(List.of(new WorkloadScaler.Counted(1, 1))), () -> told);
        assertEquals(new WorkloadScaler.Counted(1, 1), bench.poll(source));
    }

    @Test
    void goesOnForAMinuteWithoutItsServerAndThenSaysWhatIsWrong() {
        pod("one", "front", "Running", "n1");
        Lease<Informed<Pod>> lease = Informed.lease(
                bench.environment().clients(),
                "pods of namespace shop",
                () -> client.pods().inNamespace("shop").runnableInformer(0),
                now::get);
        Informed<Pod> informed = lease.client();
        assertEquals(1, ScalerBench.await(informed.objects()).size());

        cluster.die();
        Eventually.until(() -> !informed.watching(), () -> "it still watches");

        assertEquals(1, ScalerBench.await(informed.objects()).size(), "the minute begins here");
        now.updateAndGet(then -> then.plusSeconds(60));
        assertEquals(1, ScalerBench.await(informed.objects()).size());
        now.updateAndGet(then -> then.plusMillis(1));
        String failure = ScalerBench.failure(informed.objects()).getMessage();
        assertTrue(failure.startsWith("pods of namespace shop: "), failure);
        assertFalse(failure.contains("Exception"), failure);
        ScalerBench.await(lease.release());
    }

    @Test
    void keysOfOneResourceShareItsInformer() {
        secret("limits", Map.of("wanted", "3", "most", "9"));
        Source<?> wanted = entry("Secret", "limits", "wanted").source();
        Source<?> most = entry("Secret", "limits", "most").source();
        assertNotEquals(wanted.key(), most.key(), "a reading holds one entry, never a whole Secret");

        assertEquals(new ResourceScaler.Entry(true, "3"), bench.poll(wanted));
        long lists = asked(SECRETS);
        assertEquals(new ResourceScaler.Entry(true, "9"), bench.poll(most));

        assertEquals(lists, asked(SECRETS));
        assertEquals(1, bench.clients().size());
    }

    @Test
    void anInformerStaysOpenUntilItsLastSourceCloses() {
        secret("limits", Map.of("wanted", "3", "most", "9"));
        Source<?> wanted = entry("Secret", "limits", "wanted").source();
        Source<?> most = entry("Secret", "limits", "most").source();
        bench.poll(wanted);
        bench.poll(most);

        ScalerBench.await(wanted.close());
        ScalerBench.await(wanted.close());
        assertEquals(1, bench.clients().size());
        assertEquals(new ResourceScaler.Entry(true, "9"), bench.poll(most));
        ScalerBench.await(most.close());

        assertEquals(0, bench.clients().size());
    }

    @Test
    void showsNothingOfASecret() {
        secret("limits", Map.of("wanted", "hunter2"));
        Trigger<?> trigger = entry("Secret", "limits", "wanted");

        Object reading = bench.poll(trigger.source());

        String shown = trigger.toString()
                + reading
                + trigger.source()
                + trigger.source().key()
                + said(trigger, reading);
        assertTrue(shown.contains("does not begin with a number"), shown);
        assertFalse(shown.contains("hunter2"), shown);
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> String said(Trigger<R> trigger, Object reading) {
        return trigger.interpreter().interpret((R) reading).toString();
    }

    @SuppressWarnings("unchecked")
    private static Source<WorkloadScaler.Counted> counted(Trigger<?> trigger) {
        return (Source<WorkloadScaler.Counted>) trigger.source();
    }

    private long asked(String path) {
        return cluster.requests().stream()
                .filter(request ->
                        request.method().equals("GET") && request.path().equals(path))
                .count();
    }

    private Trigger<?> pods(String namespace, String selector) {
        return pods(namespace, Map.of("podSelector", selector, "value", "2"));
    }

    private Trigger<?> pods(String namespace, Map<String, String> metadata) {
        return trigger("kubernetes-workload", namespace, metadata);
    }

    private Trigger<?> entry(String kind, String name, String key) {
        return trigger(
                "kubernetes-resource",
                "shop",
                Map.of("resourceKind", kind, "resourceName", name, "key", key, "targetValue", "1"));
    }

    private Trigger<?> trigger(String type, String namespace, Map<String, String> metadata) {
        TriggerSpec spec = new TriggerSpec(
                "ScaledObject",
                namespace,
                "orders",
                0,
                null,
                type,
                metadata,
                Map.of(),
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
        Trigger<?> trigger = scalers.create(spec, bench.environment());
        made.add(trigger.source());
        return trigger;
    }

    private void pod(String name, String app, String phase, String node) {
        cluster.create(client, """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop, labels: {app: %s}}
                spec: {nodeName: "%s", containers: [{name: main}]}
                status: {phase: %s}
                """.formatted(name, app, node, phase));
    }

    private void secret(String name, Map<String, String> texts) {
        Map<String, String> data = new HashMap<>();
        texts.forEach((key, text) ->
                data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName(name)
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }
}
