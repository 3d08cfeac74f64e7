package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertSame;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.Test;

final class OwnWritesTest {

    private final OwnWrites<ConfigMap> writes = new OwnWrites<>();
    private final ConfigMap first = version("1");
    private final ConfigMap second = version("2");
    private final ConfigMap third = version("3");

    @Test
    void aWatchThatLagsBehindIsNotBelieved() {
        writes.wrote(first, second);
        writes.wrote(second, third);

        assertSame(third, writes.latest(first));
        assertSame(third, writes.latest(second));
    }

    @Test
    void aWatchThatHasCaughtUpIsBelievedFromThenOn() {
        writes.wrote(first, second);

        assertSame(second, writes.latest(second));
        assertSame(third, writes.latest(third));
        assertSame(first, writes.latest(first), "nothing is remembered for ever");
    }

    @Test
    void whoHasTheWrittenOneAlreadyIsNotTakenForTheWatch() {
        writes.wrote(first, second);

        assertSame(second, writes.since(second));
        assertSame(second, writes.since(first));
        assertSame(second, writes.latest(first), "the watch still lags");
    }

    @Test
    void anObjectThatIsGoneIsForgotten() {
        writes.wrote(first, second);
        writes.forget(ObjectKey.of(first));

        assertSame(first, writes.latest(first));
    }

    @Test
    void theWriteThatEndsADeletedObjectCountsUnderTheVersionThatItHad() {
        ConfigMap leaving = deleted("1");
        ConfigMap released = deleted("1");
        writes.wrote(leaving, released);

        assertSame(released, writes.latest(leaving), "nothing is to be let go of twice");
    }

    private static ConfigMap deleted(String version) {
        ConfigMap object = version(version);
        object.getMetadata().setDeletionTimestamp("2026-11-24T12:00:00Z");
        return object;
    }

    private static ConfigMap version(String version) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("it")
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
