package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that this package passes about. */
final class SmallThingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ",", "\"\""})
    void noNamespaceMeansAll(String list) {
        assertEquals(Namespaces.ALL, Namespaces.parse(list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop,back", " shop , back ", "back,shop,", "shop,shop,back"})
    void namespacesAreAList(String list) {
        assertEquals(new Namespaces(Set.of("shop", "back")), Namespaces.parse(list));
    }

    @Test
    void keysNameObjects() {
        ObjectKey namespaced = ObjectKey.of(new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("a")
                .endMetadata()
                .build());
        ObjectKey clusterWide = ObjectKey.of(
                new PodBuilder().withNewMetadata().withName("a").endMetadata().build());

        assertEquals("shop/a", namespaced.toString());
        assertEquals("a", clusterWide.toString());
        assertEquals(
                "[a, back/z, shop/a, shop/b]",
                Stream.of(new ObjectKey("shop", "b"), namespaced, new ObjectKey("back", "z"), clusterWide)
                        .sorted()
                        .toList()
                        .toString());
    }

    @ParameterizedTest
    @CsvSource({"apps, apps/v1, apps/v1.Deployment", "'', v1, v1.Deployment"})
    void kindsAreSpeltAsByKeda(String group, String apiVersion, String gvk) {
        ResourceKind kind = new ResourceKind(group, "v1", "Deployment", "deployments");

        assertEquals(apiVersion, kind.apiVersion());
        assertEquals(gvk, kind.gvk());
    }

    @Test
    void delaysDoubleUpToTheMost() {
        RetryDelays delays = new RetryDelays(Duration.ofMillis(50), Duration.ofMillis(350));

        assertEquals(
                "[50, 100, 200, 350, 350]",
                IntStream.rangeClosed(1, 5)
                        .mapToObj(failures -> delays.after(failures).toMillis())
                        .toList()
                        .toString());
        assertEquals(Duration.ofMillis(350), delays.after(Integer.MAX_VALUE));
    }
}
