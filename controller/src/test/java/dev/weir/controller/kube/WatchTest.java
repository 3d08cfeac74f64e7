package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class WatchTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private @Nullable Watch<ConfigMap> watch;

    @AfterEach
    void close() {
        if (watch != null) {
            watch.stop();
        }
        cluster.close();
    }

    @Test
    void hasEverythingOnceStarted() {
        write("shop", "a", "1");
        write("back", "b", "2");

        Watch<ConfigMap> all = start(Namespaces.ALL);

        assertEquals(2, all.all().count());
        assertEquals("1", value(all, "shop", "a"));
        assertEquals("2", value(all, "back", "b"));
        assertEquals(Optional.empty(), all.find(new ObjectKey("shop", "b")));
    }

    @Test
    void seesOnlyWhatTheSelectorNames() {
        labelled("a", "team", "front");
        labelled("b", "team", "back");
        write("shop", "c", "1");

        Watch<ConfigMap> some = Watch.of(client, ConfigMap.class, Namespaces.ALL, "team=front");
        watch = some;
        some.start().await();
        assertEquals(
                List.of("a"), some.all().map(map -> map.getMetadata().getName()).toList());

        labelled("d", "team", "front");
        Eventually.until(() -> some.all().count() == 2, () -> some.all().toList());
    }

    @Test
    void keepsNothingOfWhoWroteWhichField() {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("a")
                        .addNewManagedField()
                        .withManager("kubectl")
                        .endManagedField()
                        .endMetadata()
                        .build())
                .create();
        List<ConfigMap> told = new CopyOnWriteArrayList<>();
        Watch<ConfigMap> all = Watch.of(client, ConfigMap.class, Namespaces.ALL);
        all.onChange((before, after) -> told.add(after));
        watch = all;
        all.start().await();
        Eventually.until(() -> !told.isEmpty(), () -> told);

        ConfigMap kept = all.find(new ObjectKey("shop", "a")).orElseThrow();
        assertEquals(List.of(), kept.getMetadata().getManagedFields());
        assertSame(kept, told.get(0), "handlers are given what is kept");
    }

    private void labelled(String name, String label, String value) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName(name)
                        .addToLabels(label, value)
                        .endMetadata()
                        .build())
                .create();
    }

    @Test
    void seesOnlyTheNamespacesThatAreWatched() {
        write("shop", "a", "1");
        write("back", "b", "2");
        write("other", "c", "3");

        Watch<ConfigMap> two = start(Namespaces.parse("shop,back"));

        assertEquals(2, two.all().count());
        assertEquals("2", value(two, "back", "b"));
        assertEquals(Optional.empty(), two.find(new ObjectKey("other", "c")));
    }

    @Test
    void tellsOfEveryChangeWithBothStates() {
        start(Namespaces.ALL);

        write("shop", "a", "1");
        untilChanges("null>1");
        write("shop", "a", "2");
        untilChanges("null>1", "1>2");
        client.configMaps().inNamespace("shop").withName("a").delete();
        untilChanges("null>1", "1>2", "2>null");
    }

    @Test
    void findsByIndexAsObjectsChange() {
        write("shop", "a", "x");
        write("back", "b", "x");
        write("shop", "c", "y");
        Watch<ConfigMap> all = start(Namespaces.parse("shop,back"));
        assertEquals(List.of("a", "b"), names(all, "x"));

        write("shop", "a", "y");

        Eventually.until(() -> names(all, "y").size() == 2, () -> names(all, "y"));
        assertEquals(List.of("a", "c"), names(all, "y"));
        assertEquals(List.of("b"), names(all, "x"));
        assertEquals(List.of(), names(all, "z"));
    }

    private Watch<ConfigMap> start(Namespaces namespaces) {
        Watch<ConfigMap> started = Watch.of(client, ConfigMap.class, namespaces)
                .index("value", map -> List.of(map.getData().get("v")))
                .onChange((before, after) -> changes.add(value(before) + ">" + value(after)));
        watch = started;
        started.start().await();
        return started;
    }

    private void write(String namespace, String name, String value) {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withData(Map.of("v", value))
                .build();
        client.resource(map).createOr(resource -> resource.update());
    }

    private void untilChanges(String... expected) {
        Eventually.until(() -> changes.equals(List.of(expected)), () -> changes);
    }

    private static List<String> names(Watch<ConfigMap> watch, String value) {
        return watch.by("value", value)
                .map(map -> map.getMetadata().getName())
                .sorted()
                .toList();
    }

    private static String value(Watch<ConfigMap> watch, String namespace, String name) {
        return value(watch.find(new ObjectKey(namespace, name)).orElseThrow());
    }

    private static String value(@Nullable ConfigMap map) {
        return map == null ? "null" : map.getData().get("v");
    }
}
