package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Batch;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One client of servers that belong together, for all sources with the same login: a connection to each server that holds a
 * key which is asked for, made when it is first needed. All state belongs to the batch's context.
 */
final class RedisClient {

    /** As KEDA: of connecting, and of an answer. */
    private static final Duration STEP = Duration.ofSeconds(5);

    /** How long one request for all may take: a step may have to be done anew, but hardly each of them. */
    static final Duration LIMIT = STEP.multipliedBy(2);

    private final SourceKey together;
    private final Dialer dialer;
    private final Route route;
    private final Batch<RedisQuestion, RedisReading> batch;

    private RedisClient(ScalerEnvironment environment, RedisUpstream upstream) {
        SourceKeys.Question question = environment.keys().question("redis-servers");
        upstream.into(question);
        this.together = question.key();
        this.dialer = new Dialer(environment, upstream.tls(), STEP);
        this.route = route(environment, upstream, dialer);
        this.batch = new Batch<>(environment.vertx(), environment.clock(), upstream.address(), LIMIT, this::fetch);
    }

    private static Route route(ScalerEnvironment environment, RedisUpstream upstream, Dialer dialer) {
        return switch (upstream.topology()) {
            case SINGLE ->
                new SingleRoute(links(environment, upstream, dialer, upstream.login(), "")
                        .to(upstream.nodes().get(0)));
            case CLUSTER -> new ClusterRoute(upstream, links(environment, upstream, dialer, upstream.login(), "node"));
            case SENTINEL ->
                new SentinelRoute(
                        upstream,
                        links(environment, upstream, dialer, Objects.requireNonNull(upstream.sentinels()), "sentinel"),
                        links(environment, upstream, dialer, upstream.login(), "master"));
        };
    }

    private static Links links(
            ScalerEnvironment environment, RedisUpstream upstream, Dialer dialer, RedisLogin login, String role) {
        return new Links(node -> new Link(environment.vertx(), dialer, node, login, upstream.at(role, node), STEP));
    }

    /** Takes a share of the client; nobody is reached before the first question. */
    static Lease<RedisClient> lease(ScalerEnvironment environment, RedisUpstream upstream) {
        return environment.clients().lease(upstream, () -> new RedisClient(environment, upstream), RedisClient::close);
    }

    /** One source's share in what is asked. */
    Batch<RedisQuestion, RedisReading>.Member member(RedisQuestion question) {
        return batch.member(question);
    }

    /** What all sources with the same servers and login are asked together as. */
    SourceKey together() {
        return together;
    }

    private Future<Map<RedisQuestion, Future<RedisReading>>> fetch(Set<RedisQuestion> questions) {
        return new Inquiry(route).run(questions);
    }

    private Future<Void> close() {
        return batch.close(() -> route.close().eventually(dialer::close));
    }
}
