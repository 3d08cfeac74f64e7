package dev.weir.gateway.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.board.MetricId;
import dev.weir.gateway.external.KnownUris.Place;
import org.junit.jupiter.api.Test;

final class RecentUrisTest {

    private static final String URI =
            MetricRoute.PREFIX + "shop/s0-queue?labelSelector=scaledobject.keda.sh%2Fname%3Dorders";

    private final MetricBoard board = new MetricBoard();
    private final RecentUris recent = new RecentUris();

    @Test
    void findsWhatWasPutThereByEqualTextOnly() {
        Place place = place(URI, "orders");
        recent.put(place);

        assertSame(place, recent.find(new StringBuilder(URI).toString()));
        assertNull(recent.find(URI + "2"));
        assertNull(recent.find("/"));
    }

    /** The characters in the middle choose no slot. */
    @Test
    void aUriOfTheSameSlotTakesThePlaceOfTheOther() {
        String other = URI.replace("labelSelector", "labelselector");
        recent.put(place(URI, "orders"));
        Place place = place(other, "orders");
        recent.put(place);

        assertNull(recent.find(URI));
        assertSame(place, recent.find(other));
    }

    @Test
    void aMetricThatLeftTheBoardIsNotFound() {
        recent.put(place(URI, "orders"));

        board.retract(id("orders"));

        assertNull(recent.find(URI));
        recent.sweep();
        assertNull(recent.find(URI));
        assertEquals(0, board.size());
    }

    private Place place(String uri, String owner) {
        BoardEntry entry = board.expect(id(owner));
        assertNotNull(entry);
        return new Place(uri, "s0-queue", entry);
    }

    private static MetricId id(String owner) {
        return new MetricId("shop", "s0-queue", owner);
    }
}
