package dev.weir.gateway.prometheus.upstream;

import dev.weir.gateway.config.PrometheusSettings;
import dev.weir.gateway.http.SmallFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Credentials of our own for an upstream, from a file that is read again now and then. One event loop. */
final class Proof {

    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);
    private static final Duration READ_AGAIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final InstantSource clock;
    private final Path file;
    private final boolean token;
    private @Nullable Future<String> header;
    private Instant readAt = Instant.EPOCH;

    private Proof(Vertx vertx, InstantSource clock, Path file, boolean token) {
        this.vertx = vertx;
        this.clock = clock;
        this.file = file;
        this.token = token;
    }

    static Optional<Proof> of(Vertx vertx, InstantSource clock, PrometheusSettings.Upstream upstream) {
        return upstream.token()
                .map(file -> new Proof(vertx, clock, file, true))
                .or(() -> upstream.password().map(file -> new Proof(vertx, clock, file, false)));
    }

    /** What the header Authorization is to say. */
    Future<String> header() {
        Future<String> known = header;
        Instant now = clock.instant();
        if (known != null && !known.failed() && readAt.plus(READ_AGAIN).isAfter(now)) {
            return known;
        }
        readAt = now;
        Future<String> read = SmallFile.read(vertx, file)
                .map(content -> worded(content.toString().strip()))
                .recover(fault -> {
                    LOG.warn("the credentials of an upstream cannot be read file={}", file, fault);
                    return Future.failedFuture(
                            Refusal.badGateway("the file with the upstream's credentials cannot be read")
                                    .exception());
                });
        header = read;
        return read;
    }

    private String worded(String content) {
        if (!content.matches("[\\x20-\\x7e]+")) {
            throw new IllegalArgumentException("the file holds no credentials");
        }
        return token
                ? "Bearer " + content
                : "Basic " + Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }
}
