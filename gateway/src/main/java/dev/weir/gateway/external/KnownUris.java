package dev.weir.gateway.external;

import dev.weir.cache.board.BoardEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Raw request URI to the place of its metric, so that a reader who comes back costs one look-up and no parsing. Only URIs
 * whose metric is on the board are remembered, and only short ones; when there are too many spellings all are forgotten and
 * learnt again, which costs a parse each and no request. Any thread.
 */
public final class KnownUris {

    private static final int MAX_URI_CHARACTERS = 1_024;

    /**
     * Where a URI leads.
     *
     * @param uri as the reader wrote it
     * @param requested the metric's name as the reader wrote it
     */
    public record Place(String uri, String requested, BoardEntry entry) {}

    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final int limit;
    private final Counter forgotten;

    public KnownUris(int limit, MeterRegistry meters) {
        this.limit = limit;
        Gauge.builder("weir.external.uris", places, Map::size)
                .description("Request URIs whose metric is remembered")
                .register(meters);
        this.forgotten = Counter.builder("weir.external.uris.forgotten")
                .description("Times that all request URIs were forgotten because there were too many")
                .register(meters);
    }

    /** The place of a URI, or null if it has to be parsed. Allocates nothing. */
    public @Nullable Place find(String uri) {
        Place place = places.get(uri);
        return place == null || place.entry().retracted() ? null : place;
    }

    /** Remembers where a URI led. */
    public void remember(Place place) {
        if (place.uri().length() > MAX_URI_CHARACTERS) {
            return;
        }
        if (places.size() >= limit) {
            places.clear();
            forgotten.increment();
        }
        places.put(place.uri(), place);
    }

    /** Lets go of metrics that have left the board and that nobody asks for any more. */
    void sweep() {
        places.values().removeIf(place -> place.entry().retracted());
    }

    int size() {
        return places.size();
    }
}
