package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.demo.Shop.Item;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the promises of the demo rest on, whatever is added to the shop. */
final class ShopTest {

    @Test
    void hasManyObjectsOverFewSources() {
        List<Item> items = Shop.items();
        assertTrue(items.size() >= 20, items.size() + " objects");
        assertEquals(5, new HashSet<>(items.stream().map(Item::question).toList()).size());
        assertEquals(
                items.size(),
                Set.copyOf(items.stream().map(Item::name).toList()).size());
    }

    @Test
    void someObjectsMayNotGoToZero() {
        assertTrue(Shop.items().stream().anyMatch(item -> item.min() > 0));
        assertTrue(Shop.items().stream().filter(item -> item.min() == 0).count() >= 20);
    }

    /** Two polls see each day, and each night is long enough for the poll that sees it and the cool-down. */
    @Test
    void everyObjectIsActiveAndInactiveLongEnoughInEachPeriod() {
        for (Item item : Shop.items()) {
            long active = activeMillis(item);
            assertTrue(active > 2 * Manifests.INTERVAL.toMillis(), item.name() + " is active for " + active + " ms");
            assertTrue(Wave.PERIOD.toMillis() - active > 3 * Manifests.INTERVAL.toMillis(), item.name());
        }
    }

    @Test
    void everyObjectNeedsSeveralReplicasAtItsBestTime() {
        for (Item item : Shop.items()) {
            long most = 0;
            for (long millis = 0; millis < 40_000; millis += 50) {
                most = Math.max(most, value(item, millis));
            }
            assertTrue(most > item.target(), item.name() + " has at most " + most);
        }
    }

    private static long activeMillis(Item item) {
        long active = 0;
        for (long millis = 24_000; millis < 48_000; millis += 50) {
            active += value(item, millis) > item.activation() ? 50 : 0;
        }
        return active;
    }

    private static long value(Item item, long millis) {
        return item.question().fields().get(item.field()).at(Duration.ofMillis(millis));
    }
}
