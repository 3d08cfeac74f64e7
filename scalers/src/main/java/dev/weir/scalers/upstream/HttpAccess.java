package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.HttpCounts.HttpCount;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A source's way to its HTTP upstream: the shared client, the identity whose token or signature goes on each call, and the
 * count of what was exchanged, which all sources of one key share.
 */
public final class HttpAccess {

    /** What a request may need besides: a token, a place among the connections. */
    private static final Duration AROUND = Duration.ofSeconds(5);

    private record CountOf(SourceKey key) {}

    private record Uncounted() {}

    private final Lease<HttpUpstream> upstream;
    private final Lease<HttpCount> count;
    private final @Nullable Lease<? extends Authoriser> authoriser;

    private HttpAccess(
            Lease<HttpUpstream> upstream, Lease<HttpCount> count, @Nullable Lease<? extends Authoriser> authoriser) {
        this.upstream = upstream;
        this.count = count;
        this.authoriser = authoriser;
    }

    /**
     * How long a poll of one request may take.
     *
     * @param timeout that the trigger names for it, or null
     */
    public static Duration patience(@Nullable Duration timeout) {
        return timeout == null ? Duration.ZERO : timeout.plus(AROUND);
    }

    /**
     * Takes shares of what is needed; reaches no network.
     *
     * @param key of the source
     * @param identity null where calls carry all they need
     */
    public static HttpAccess open(
            ScalerEnvironment environment, SourceKey key, TlsSettings tls, @Nullable Identity identity) {
        return new HttpAccess(
                HttpUpstream.lease(environment, tls),
                count(environment, key),
                identity == null ? null : Authoriser.lease(environment, identity));
    }

    /** The same for what is asked beside sources, such as credentials: nobody counts it. */
    public static HttpAccess open(ScalerEnvironment environment, TlsSettings tls, @Nullable Identity identity) {
        return new HttpAccess(
                HttpUpstream.lease(environment, tls),
                environment.clients().lease(new Uncounted(), () -> HttpCount.NONE, count -> Future.succeededFuture()),
                identity == null ? null : Authoriser.lease(environment, identity));
    }

    private static Lease<HttpCount> count(ScalerEnvironment environment, SourceKey key) {
        return environment
                .clients()
                .lease(new CountOf(key), () -> environment.http().open(key), count -> {
                    count.close();
                    return Future.succeededFuture();
                });
    }

    /** As {@link HttpUpstream#send}; a token that is refused with 401 is replaced and the call sent once more. */
    public Future<HttpAnswer> send(HttpCall call) {
        if (authoriser == null) {
            return exchange(call);
        }
        Authoriser by = authoriser.client();
        return by.authorise(call).compose(this::exchange).compose(answer -> {
            if (answer.status() != 401 || !by.forget()) {
                return Future.succeededFuture(answer);
            }
            return by.authorise(call).compose(this::exchange);
        });
    }

    private Future<HttpAnswer> exchange(HttpCall call) {
        return upstream.client().send(call, count.client());
    }

    /** The call as it is: without the identity, and a redirect is an answer like any other. For questions with a body. */
    public Future<HttpAnswer> deliver(HttpCall call) {
        return upstream.client().deliver(call, count.client());
    }

    /** Gives the shares back; twice is allowed. */
    public Future<Void> close() {
        Future<Void> released = Future.join(upstream.release(), count.release()).mapEmpty();
        return authoriser == null
                ? released
                : Future.join(released, authoriser.release()).mapEmpty();
    }
}
