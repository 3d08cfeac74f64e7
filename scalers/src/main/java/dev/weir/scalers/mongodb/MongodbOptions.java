package dev.weir.scalers.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.connection.ClusterConnectionMode;
import dev.weir.scalers.auth.Url;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A connection string as the driver takes it, within our bounds: what it says counts where it asks for less. */
final class MongodbOptions {

    /** For each of a set's servers, beside the two that look whether it is well. */
    static final int CONNECTIONS = 4;

    /** Whoever asks less often than this logs in again each time. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** What servers' logs call us. */
    private static final String NAME = "weir";

    private MongodbOptions() {}

    /** What the driver has against a string, if anything; names are not looked up. */
    static Optional<String> problem(ConnectionText text) {
        try {
            new ConnectionString(text.text(), (name, type) -> List.of());
            return Optional.empty();
        } catch (IllegalArgumentException | MongoException | UnsupportedOperationException e) {
            return Optional.of("is not taken by MongoDB's driver" + harmless(text, String.valueOf(e.getMessage())));
        }
    }

    /** The driver repeats what it does not like. */
    private static String harmless(ConnectionText text, String message) {
        boolean secret = Stream.concat(
                        Stream.of(text.login().split(":")),
                        text.options().entrySet().stream()
                                .filter(option -> option.getKey().contains("password")
                                        || option.getKey().contains("authmechanismproperties"))
                                .flatMap(option -> Stream.of(option.getValue().split("[,:]"))))
                .flatMap(part -> Stream.of(part, Url.decoded(part)))
                .anyMatch(part -> !part.isEmpty() && message.contains(part));
        return secret ? "" : ": " + message.lines().findFirst().orElse("");
    }

    /**
     * Reads the string; looks up the names of {@code mongodb+srv}, so that it may block.
     *
     * @param tls null for none
     * @param exchange how long a connection's making, and a look for a server, may take
     * @param limit how long a question may take with all that it needs
     */
    static MongoClientSettings settings(
            MongodbServer server, @Nullable SSLContext tls, Duration exchange, Duration limit) {
        ConnectionString string = new ConnectionString(server.connection().text());
        MongoClientSettings.Builder builder =
                MongoClientSettings.builder().applyConnectionString(string).compressorList(List.of());
        if (string.getApplicationName() == null) {
            builder.applicationName(NAME);
        }
        builder.applyToClusterSettings(cluster -> {
            cluster.serverSelectionTimeout(
                    millis(string.getServerSelectionTimeout(), exchange, limit), TimeUnit.MILLISECONDS);
            if (looksAround(string)) {
                cluster.mode(ClusterConnectionMode.MULTIPLE);
            }
        });
        builder.applyToSocketSettings(socket -> socket.connectTimeout(
                        millis(string.getConnectTimeout(), exchange, exchange), TimeUnit.MILLISECONDS)
                .readTimeout(
                        millis(string.getSocketTimeout(), limit.plus(exchange), limit.plus(exchange)),
                        TimeUnit.MILLISECONDS));
        builder.applyToConnectionPoolSettings(pool -> pool.minSize(0)
                .maxSize(connections(string.getMaxConnectionPoolSize()))
                .maxWaitTime(limit.toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionIdleTime(millis(string.getMaxConnectionIdleTime(), IDLE, IDLE), TimeUnit.MILLISECONDS));
        builder.applyToSslSettings(ssl -> {
            ssl.enabled(tls != null);
            if (tls != null) {
                ssl.context(tls)
                        .invalidHostNameAllowed(
                                server.tls() == null && Boolean.TRUE.equals(string.getSslInvalidHostnameAllowed()));
            }
        });
        return builder.build();
    }

    /** One host that is named alone may be one of a set: other drivers look, this one would ask just that one. */
    private static boolean looksAround(ConnectionString string) {
        return !string.isSrvProtocol()
                && string.isDirectConnection() == null
                && !Boolean.TRUE.equals(string.isLoadBalanced());
    }

    private static int connections(@Nullable Integer given) {
        return given == null || given <= 0 ? CONNECTIONS : Math.min(CONNECTIONS, given);
    }

    private static int millis(@Nullable Integer given, Duration otherwise, Duration most) {
        return given == null || given <= 0 ? (int) otherwise.toMillis() : (int) Math.min(given, most.toMillis());
    }
}
