package dev.weir.gateway.config;

import java.time.Duration;

/**
 * What is refused, and when.
 *
 * @param connections open at one time on a port; for one more an idle one goes, or it is closed at once
 * @param requests by one connection, which is then closed; 0 for any number
 * @param streams requests at one time on an HTTP/2 connection
 * @param headerBytes request line and headers of one request
 * @param idle how long a silent connection stays open
 * @param handshake how long a TLS handshake may take
 * @param request how long a request may take to come in whole, from its first byte; the first one from the connection on
 * @param write how long a client may take nothing of the answers that wait for it
 * @param bodyBytes of a request; one with more is refused
 * @param waitingReaders requests that wait for a first answer at one time; one more is refused
 * @param coldStart how long a reader waits for the first answer of a metric
 * @param rememberedUris request URIs whose metric is remembered; when full, all are forgotten and learnt again
 * @param shutdownGrace how long requests in flight may take to end when the process stops
 */
public record Limits(
        int connections,
        int requests,
        int streams,
        int headerBytes,
        Duration idle,
        Duration handshake,
        Duration request,
        Duration write,
        int bodyBytes,
        int waitingReaders,
        Duration coldStart,
        int rememberedUris,
        Duration shutdownGrace) {

    static Limits from(SettingsReader reader) {
        return new Limits(
                reader.count("max-connections", 1_000, 1, 1_000_000),
                reader.count("max-requests-per-connection", 0, 0, 1_000_000_000),
                reader.count("max-streams", 250, 1, 100_000),
                reader.count("max-header-bytes", 16_384, 1_024, 1_048_576),
                reader.duration("idle-timeout", Duration.ofMinutes(5)),
                reader.duration("handshake-timeout", Duration.ofSeconds(10)),
                reader.duration("request-timeout", Duration.ofSeconds(10)),
                reader.duration("write-timeout", Duration.ofSeconds(30)),
                reader.count("max-body-bytes", 16 << 20, 0, 256 << 20),
                reader.count("max-waiting", 10_000, 0, 1_000_000),
                reader.duration("cold-start-timeout", Duration.ofMillis(2_500)),
                reader.count("max-remembered-uris", 250_000, 16, 10_000_000),
                reader.duration("shutdown-grace", Duration.ofSeconds(5)));
    }
}
