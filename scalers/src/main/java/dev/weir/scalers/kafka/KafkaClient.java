package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Batch;
import dev.weir.scalers.upstream.BlockingCalls;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of one cluster, for all sources with the same login. All state belongs to the batch's context, whose one fetch
 * at a time is the only one that comes here, and to the last user who closes.
 *
 * <p>Kafka's client has a thread of its own and never blocks who asks, but making and closing it does (names are resolved,
 * tokens are waited for): that happens on the pool for such calls. It is made by the first question, after a look where a
 * broker answers ({@link Doorbell}). It finds its way back to brokers that were away by itself; when nothing comes through it all the same, it is closed, and made anew by a later
 * question, not before a pause of {@value #FIRST_PAUSE_MILLIS} ms that doubles up to {@value #LONGEST_PAUSE_MILLIS} ms;
 * questions in between fail with the reason of the last attempt.
 */
final class KafkaClient {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaClient.class);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** A step of an inquiry may find one broker silent and ask another one; that hardly happens in each of the three. */
    private static final int EXCHANGES_OF_A_STEP = 2;

    private static final int EXCHANGES_IN_ALL = 3;

    private final ScalerEnvironment environment;
    private final KafkaCluster cluster;
    private final SourceKey together;
    private final Duration exchange;
    private final Duration step;
    private final Lease<BlockingCalls> blocking;
    private final Doorbell doorbell;
    private final KafkaLogins logins;
    private final Batch<KafkaQuestion, KafkaReading> batch;

    private @Nullable Admin admin;
    private boolean closed;
    private boolean pausing;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private @Nullable Throwable lastRefusal;

    private KafkaClient(ScalerEnvironment environment, KafkaCluster cluster) {
        this.environment = environment;
        this.cluster = cluster;
        SourceKeys.Question question = environment.keys().question("kafka-cluster");
        cluster.into(question);
        this.together = question.key();
        this.exchange = environment.httpTimeout();
        this.step = exchange.multipliedBy(EXCHANGES_OF_A_STEP);
        this.blocking = BlockingCalls.lease(environment);
        this.doorbell = new Doorbell(environment, cluster, exchange);
        this.logins = KafkaLogins.of(environment, cluster.login(), together.digest());
        this.batch = new Batch<>(environment.vertx(), environment.clock(), cluster.upstream(), limit(), this::fetch);
    }

    /** Takes a share of the client; it is made by the first question. */
    static Lease<KafkaClient> lease(ScalerEnvironment environment, KafkaCluster cluster) {
        return environment.clients().lease(cluster, () -> new KafkaClient(environment, cluster), KafkaClient::close);
    }

    /** One source's share in what is asked. */
    Batch<KafkaQuestion, KafkaReading>.Member member(KafkaQuestion question) {
        return batch.member(question);
    }

    /** What all sources with the same cluster and login are asked together as. */
    SourceKey together() {
        return together;
    }

    /** How long one request for all may take, with a look at why nothing came. */
    Duration limit() {
        return exchange.multipliedBy(EXCHANGES_IN_ALL + 1);
    }

    private Future<Map<KafkaQuestion, Future<KafkaReading>>> fetch(Set<KafkaQuestion> questions) {
        return connected()
                .compose(open -> new Inquiry(open, environment.vertx().getOrCreateContext(), step).run(questions))
                .timeout(exchange.multipliedBy(EXCHANGES_IN_ALL).toMillis(), TimeUnit.MILLISECONDS)
                .recover(this::explained)
                .onSuccess(answers -> {
                    lastRefusal = null;
                    pauseMillis = FIRST_PAUSE_MILLIS;
                })
                .recover(fault -> {
                    drop(fault);
                    return Future.failedFuture(KafkaFaults.of(cluster.upstream(), fault));
                });
    }

    private Future<Admin> connected() {
        if (closed) {
            return Future.failedFuture(new SourceException(cluster + ": the client is no longer used"));
        }
        Admin known = admin;
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return pausing && lastRefusal != null
                ? Future.failedFuture(lastRefusal)
                : doorbell.ring()
                        .compose(answering -> logins.ready(cluster.login()).compose(ready -> make(answering)));
    }

    private Future<Admin> make(List<String> servers) {
        Future<Admin> made = KafkaOptions.load(environment, cluster, servers, logins, exchange, step)
                .compose(options -> blocking.client().call(() -> Admin.create(options)));
        return made.timeout(step.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(late -> made.onSuccess(this::discard))
                .map(fresh -> {
                    Admin known = admin;
                    if (closed || known != null) {
                        discard(fresh);
                        throw new SourceException(cluster + ": the client is no longer used");
                    }
                    admin = fresh;
                    return fresh;
                });
    }

    /** A time that ran out says nothing; whether anybody listens may be the reason. */
    private <T> Future<T> explained(Throwable fault) {
        return KafkaFaults.isSilence(fault)
                ? doorbell.ring().compose(answering -> Future.failedFuture(KafkaFaults.noAnswer(cluster)))
                : Future.failedFuture(fault);
    }

    private void drop(Throwable fault) {
        if (pausing) {
            return;
        }
        if (KafkaFaults.isRefusal(fault)) {
            logins.forget();
        }
        lastRefusal = fault;
        pausing = true;
        environment.vertx().setTimer(pauseMillis, over -> pausing = false);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        Admin known = admin;
        admin = null;
        if (known != null) {
            discard(known);
        }
    }

    private Future<Void> discard(Admin known) {
        return blocking.client()
                .call(() -> {
                    known.close(Duration.ZERO);
                    return (Void) null;
                })
                .recover(fault -> {
                    LOG.warn("{}: the client did not close in order", cluster, fault);
                    return Future.succeededFuture();
                });
    }

    private Future<Void> close() {
        return batch.close(() -> {
                    closed = true;
                    Admin known = admin;
                    admin = null;
                    return known == null ? Future.<Void>succeededFuture() : discard(known);
                })
                .eventually(logins::close)
                .eventually(blocking::release);
    }
}
