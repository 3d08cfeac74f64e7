package dev.weir.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Connections of one port, and requests by HTTP/2, that were closed because of what their peers did, by reason. Any thread. */
final class Closed {

    enum Why {
        /** A request was begun and not completed in time, or none was. */
        SLOW_REQUEST,
        /** A body was longer than anybody reads. */
        LONG_BODY,
        /** Answers were not taken. */
        UNREAD,
        /** What came is no HTTP, or its line or headers are too long. */
        NO_REQUEST
    }

    private final Map<Why, Counter> counters = new EnumMap<>(Why.class);
    private final Map<Why, Counter> streams = new EnumMap<>(Why.class);

    Closed(String port, MeterRegistry meters) {
        for (Why why : Why.values()) {
            counters.put(
                    why,
                    Counter.builder("weir.http.connections.closed")
                            .description("Connections closed because of what their peers did")
                            .tag("port", port)
                            .tag("reason", why.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        for (Why why : new Why[] {Why.SLOW_REQUEST, Why.LONG_BODY}) {
            streams.put(
                    why,
                    Counter.builder("weir.http.streams.closed")
                            .description("Requests by HTTP/2 that were ended because of what their peers did")
                            .tag("port", port)
                            .tag("reason", why.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    void count(Why why) {
        Objects.requireNonNull(counters.get(why)).increment();
    }

    /** One request of a connection by HTTP/2 that goes on: slow, or with a long body. */
    void countStream(Why why) {
        Objects.requireNonNull(streams.get(why)).increment();
    }
}
