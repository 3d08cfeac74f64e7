package dev.weir.jmh.load;

import io.vertx.core.json.JsonObject;

/**
 * What was measured of one server.
 *
 * @param requests asked while measuring
 * @param failed of them, without a value
 * @param perSecond answers per second, the median of all turns
 * @param p50Micros latency from the time a request was meant to be sent
 * @param p99Micros the same for the slowest of a hundred
 * @param p999Micros the same for the slowest of a thousand
 * @param polls requests that the stand-in of Prometheus counted, from the server's start to the end
 * @param residentMiB memory of the server's process at the end
 */
record Figures(
        long requests,
        long failed,
        long perSecond,
        long p50Micros,
        long p99Micros,
        long p999Micros,
        long polls,
        long residentMiB) {

    JsonObject json() {
        return new JsonObject()
                .put("requests", requests)
                .put("failed", failed)
                .put("perSecond", perSecond)
                .put("p50Micros", p50Micros)
                .put("p99Micros", p99Micros)
                .put("p999Micros", p999Micros)
                .put("polls", polls)
                .put("residentMiB", residentMiB);
    }
}
