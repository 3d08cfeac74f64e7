package dev.weir.gateway.access;

import dev.weir.gateway.config.AccessSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom tokens name, as the API server has said lately. A token itself is kept only while it is asked about; what is
 * remembered is its digest, made with a salt of this process. Any thread.
 */
final class Tokens {

    /** A token that names nobody may be good in a moment, when the cache of the API server is. */
    private static final Duration NOBODY_LIFE = Duration.ofSeconds(2);

    /** Of one token. */
    record Digest(long first, long second, long third, long fourth) {}

    private final Reviews reviews;
    private final ReviewGate gate;
    private final Outage outage;
    private final Rights rights;
    private final byte[] salt;
    private final Remembered<Digest, Optional<Visitor>> visitors;

    /** @param salt of this process, which nobody can guess */
    Tokens(
            Reviews reviews,
            ReviewGate gate,
            Outage outage,
            Rights rights,
            AccessSettings settings,
            byte[] salt,
            InstantSource clock,
            MeterRegistry meters) {
        this.reviews = reviews;
        this.gate = gate;
        this.outage = outage;
        this.rights = rights;
        this.salt = salt.clone();
        Duration life = settings.lives().token();
        Duration nobody = life.compareTo(NOBODY_LIFE) < 0 ? life : NOBODY_LIFE;
        this.visitors = new Remembered<>(
                "tokens",
                settings.bounds().remembered(),
                named -> named.isPresent() ? life : nobody,
                Optional::isPresent,
                outage,
                clock,
                meters);
    }

    /** The token of a header {@code Authorization}, or null if it has none. */
    static @Nullable String in(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        int end = authorization.indexOf(' ', 7);
        String token = authorization.substring(7, end < 0 ? authorization.length() : end);
        return token.isEmpty() ? null : token;
    }

    Digest digest(String token) {
        MessageDigest sha = sha256();
        sha.update(salt);
        ByteBuffer bytes = ByteBuffer.wrap(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
        return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** Whom it names if that is known, empty if it names nobody, or null. */
    @Nullable
    Optional<Visitor> known(Digest digest) {
        return visitors.find(digest);
    }

    /** Whom it has named, though that may hold no longer. */
    Optional<Visitor> last(Digest digest) {
        Optional<Visitor> last = visitors.last(digest);
        return last == null ? Optional.empty() : last;
    }

    /**
     * Whom it names. While the API server does not say, it names whom it has named, and is asked about again meanwhile; any other
     * fails with {@link ReviewException}.
     */
    Future<Optional<Visitor>> ask(Digest digest, String token) {
        Optional<Visitor> known = outage.away() ? visitors.outliving(digest) : null;
        Future<Optional<Visitor>> asked =
                visitors.ask(digest, () -> gate.pass(() -> reviews.token(token)).map(named -> named.map(rights::of)));
        return known != null
                ? outlived(known)
                : asked.recover(fault -> {
                    Optional<Visitor> before = visitors.outliving(digest);
                    return before == null ? Future.failedFuture(fault) : outlived(before);
                });
    }

    private Future<Optional<Visitor>> outlived(Optional<Visitor> known) {
        outage.outlived();
        return Future.succeededFuture(known);
    }

    /** Forgets what holds no longer. */
    void sweep() {
        visitors.sweep();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
