package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JourneysTest {

    private final Journeys journeys = new Journeys();

    @Test
    void countsObjectsThatWentUpAndThoseThatCameBack() {
        go("orders", 0, 1, 5, 2, 0, 3, 0);
        go("invoices", 0, 4);
        go("storefront", 2, 6, 2);
        go("returns", 0, 0);
        assertEquals(2, journeys.wentUp());
        assertEquals(1, journeys.cameBack());
    }

    @Test
    void comingDownIsNoReturnForWhoNeverWentUp() {
        go("orders", 3, 0);
        assertEquals(0, journeys.wentUp());
        assertEquals(0, journeys.cameBack());
    }

    @Test
    void keepsABoundedPast() {
        for (int i = 0; i < Journeys.SAMPLES + 3; i++) {
            journeys.saw("orders", i);
            journeys.sample();
        }
        List<Integer> samples = journeys.samples("orders");
        assertEquals(Journeys.SAMPLES, samples.size());
        assertEquals(3, samples.get(0));
        assertEquals(Journeys.SAMPLES + 2, journeys.replicas("orders"));
    }

    private void go(String name, int... replicas) {
        for (int count : replicas) {
            journeys.saw(name, count);
        }
    }
}
