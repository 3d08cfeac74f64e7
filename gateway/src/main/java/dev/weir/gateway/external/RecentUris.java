package dev.weir.gateway.external;

import dev.weir.gateway.external.KnownUris.Place;
import org.jspecify.annotations.Nullable;

/**
 * The URIs that one event loop was asked of late, each in the one slot that a few of its characters choose. Finding one
 * touches as little memory as can be: the pages of a map of thousands are seldom in the processor's nearest caches, and the
 * whole of a URI is only read to compare it. Two URIs of one slot drive each other out, which costs a look-up in
 * {@link KnownUris} and nothing else. Owned by one event loop.
 */
final class RecentUris {

    /** A power of two; the slots take 128 KiB. */
    private static final int SLOTS = 1 << 15;

    /** What differs between two URIs is namespace and metric, behind the prefix, and the object, at the end. */
    private static final int FIRST = MetricRoute.PREFIX.length();

    private static final int SAMPLE = 12;

    private final @Nullable Place[] slots = new Place[SLOTS];

    /** The place of a URI if it was put here and its metric is still on the board. Allocates nothing. */
    @Nullable
    Place find(String uri) {
        Place place = slots[slot(uri)];
        return place != null && place.uri().equals(uri) && !place.entry().retracted() ? place : null;
    }

    void put(Place place) {
        slots[slot(place.uri())] = place;
    }

    /** Lets go of metrics that have left the board. */
    void sweep() {
        for (int at = 0; at < SLOTS; at++) {
            Place place = slots[at];
            if (place != null && place.entry().retracted()) {
                slots[at] = null;
            }
        }
    }

    private static int slot(String uri) {
        int length = uri.length();
        int hash = length;
        for (int at = FIRST; at < Math.min(length, FIRST + SAMPLE); at++) {
            hash = 31 * hash + uri.charAt(at);
        }
        for (int at = Math.max(0, length - SAMPLE); at < length; at++) {
            hash = 31 * hash + uri.charAt(at);
        }
        return (hash ^ hash >>> 15) & SLOTS - 1;
    }
}
