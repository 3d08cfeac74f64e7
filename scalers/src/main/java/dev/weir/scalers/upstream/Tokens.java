package dev.weir.scalers.upstream;

import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AwsKeys;
import dev.weir.scalers.auth.OAuthClient;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one token fresh: fetched at its first use by whoever comes first, renewed when less than a tenth of its life (or a
 * minute, if that is less than half of its life) is left, a little earlier for some identities than for others so that a
 * thousand of them do not renew in the same second. While a renewal is under way or fails, a token that still lives serves.
 */
public final class Tokens<T> {

    private static final Duration YOUNG = Duration.ofSeconds(10);

    private final ScalerEnvironment environment;
    private final TokenExchange<T> exchange;
    private final double spread;
    private final AtomicReference<@Nullable Token<T>> known = new AtomicReference<>();
    private final AtomicReference<@Nullable Future<Token<T>>> renewal = new AtomicReference<>();

    /** {@code spread} is 0 to 1 and should differ between identities. */
    public Tokens(ScalerEnvironment environment, TokenExchange<T> exchange, double spread) {
        this.environment = environment;
        this.exchange = exchange;
        this.spread = spread;
    }

    /** Of an OAuth client; for protocols that take the bare token. */
    public static Tokens<String> of(ScalerEnvironment environment, OAuthClient client) {
        return of(environment, new OAuthTokens(environment, client), client);
    }

    /** What an AWS identity signs with; for protocols whose signature is not that of an HTTP request. */
    public static Tokens<AwsKeys> of(ScalerEnvironment environment, AwsIdentity identity) {
        return of(environment, new AwsSessions(environment, identity), identity);
    }

    /** Of whoever logs in; the renewal comes earlier for some of them than for others. */
    public static <T> Tokens<T> of(ScalerEnvironment environment, TokenExchange<T> exchange, Object login) {
        return new Tokens<>(environment, exchange, Math.floorMod(login.hashCode(), 1000) / 1000.0);
    }

    /** A token that is valid now; completes on the caller's context. */
    public Future<T> get() {
        return token().map(Token::value);
    }

    /** The same with its end. */
    public Future<Token<T>> token() {
        Token<T> token = known.get();
        Instant now = environment.clock().instant();
        if (token != null && now.isBefore(renewAt(token))) {
            return Future.succeededFuture(token);
        }
        Future<Token<T>> fresh = renew();
        if (token != null && now.isBefore(token.expires())) {
            return Future.succeededFuture(token);
        }
        return OwnContext.of(environment.vertx(), fresh);
    }

    /** Drops the token unless it was obtained only now. */
    public boolean forget() {
        Token<T> token = known.get();
        boolean old = token != null
                && environment.clock().instant().isAfter(token.obtained().plus(YOUNG));
        return old && known.compareAndSet(token, null);
    }

    public Future<Void> close() {
        return exchange.close();
    }

    private Future<Token<T>> renew() {
        Future<Token<T>> underWay = renewal.get();
        if (underWay != null) {
            return underWay;
        }
        Promise<Token<T>> promise = Promise.promise();
        if (!renewal.compareAndSet(null, promise.future())) {
            return renew();
        }
        exchange.fetch().onComplete(result -> {
            if (result.succeeded()) {
                known.set(result.result());
            }
            renewal.set(null);
            promise.handle(result);
        });
        return promise.future();
    }

    private Instant renewAt(Token<T> token) {
        Duration life = Duration.between(token.obtained(), token.expires());
        Duration ahead = life.dividedBy(10);
        Duration minute = Duration.ofMinutes(1);
        if (ahead.compareTo(minute) < 0) {
            ahead = life.dividedBy(2).compareTo(minute) < 0 ? life.dividedBy(2) : minute;
        }
        return token.expires().minus(ahead).minusMillis((long) (spread * ahead.toMillis() / 2));
    }
}
