package dev.weir.scalers.mongodb;

import com.mongodb.client.model.CountOptions;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.BlockingCalls;
import dev.weir.scalers.upstream.TlsContext;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's client of one server or set of servers, for all sources with the same login: at most {@value
 * MongodbOptions#CONNECTIONS} connections that ask, for each server. Usable from any thread.
 *
 * <p>It is made by the first question. The driver finds its way back to servers that were away by itself; when none of them
 * can be reached, or the login is refused, the client is closed all the same, since certificates, names and passwords may
 * have changed meanwhile, and made anew by a later question. That is not before a pause of {@value #FIRST_PAUSE_MILLIS} ms,
 * which doubles up to {@value #LONGEST_PAUSE_MILLIS} ms while nothing answers; questions in between fail with the reason of
 * the last attempt.
 */
final class MongodbClient {

    private static final Logger LOG = LoggerFactory.getLogger(MongodbClient.class);

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** KEDA gives a query 10 s, which is what this makes of the usual 3 s of one HTTP exchange. */
    private static final int LIMIT_FACTOR = 10;

    private static final int LIMIT_DIVISOR = 3;

    private final ScalerEnvironment environment;
    private final MongodbServer server;
    private final Duration exchange;
    private final Duration limit;
    private final Lease<BlockingCalls> blocking;
    private final AtomicReference<@Nullable Future<MongoClient>> current = new AtomicReference<>();
    private final AtomicLong pauseMillis = new AtomicLong(FIRST_PAUSE_MILLIS);
    private volatile boolean closed;

    private MongodbClient(ScalerEnvironment environment, MongodbServer server) {
        this.environment = environment;
        this.server = server;
        this.exchange = environment.httpTimeout();
        this.limit = exchange.multipliedBy(LIMIT_FACTOR).dividedBy(LIMIT_DIVISOR);
        this.blocking = BlockingCalls.lease(environment);
    }

    /** Takes a share of the client; it is made by the first question. */
    static Lease<MongodbClient> lease(ScalerEnvironment environment, MongodbServer server) {
        return environment.clients().lease(server, () -> new MongodbClient(environment, server), MongodbClient::close);
    }

    /** How long a question may take: with the making of the client, which may have to look up names. */
    Duration patience() {
        return limit.multipliedBy(2).plusSeconds(1);
    }

    /** Counts the documents that fit. Fails with a {@link SourceException}; completes on the caller's context. */
    Future<Long> count(String database, String collection, BsonDocument filter) {
        Context caller = environment.vertx().getOrCreateContext();
        Future<Long> answer = opened().timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(MongodbFaults.of(server, fault, null)))
                .compose(open -> count(open, caller, database, collection, filter));
        return Future.fromCompletionStage(answer.toCompletionStage(), caller);
    }

    private Future<Long> count(
            MongoClient open, Context caller, String database, String collection, BsonDocument filter) {
        OneValue<Long> one = new OneValue<>();
        return Future.succeededFuture(one)
                .compose(asked -> {
                    open.getDatabase(database)
                            .getCollection(collection)
                            .countDocuments(filter, new CountOptions().maxTime(limit.toMillis(), TimeUnit.MILLISECONDS))
                            .subscribe(asked);
                    return Future.fromCompletionStage(asked.stage(), caller);
                })
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(count -> pauseMillis.set(FIRST_PAUSE_MILLIS))
                .recover(fault -> {
                    one.cancel();
                    return failed(open, fault);
                });
    }

    private Future<Long> failed(MongoClient open, Throwable fault) {
        Future<MongoClient> now = current.get();
        if (now != null && now.failed() && !MongodbFaults.isTheServersWord(fault)) {
            // Another question found out first, and this one was cut off.
            return Future.failedFuture(now.cause());
        }
        ClusterDescription seen = seen(open);
        SourceException why = MongodbFaults.of(server, fault, seen);
        boolean away = seen != null
                && (MongodbFaults.isCutOff(fault, seen)
                        || (MongodbFaults.isWaiting(fault) && MongodbFaults.isOutOfReach(seen)));
        if (away || MongodbFaults.isRefusal(fault)) {
            retire(open, why);
        }
        return Future.failedFuture(why);
    }

    /** What the driver knows of the servers; null once the client is closed. */
    private static @Nullable ClusterDescription seen(MongoClient open) {
        try {
            return open.getClusterDescription();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private Future<MongoClient> opened() {
        Future<MongoClient> known = current.get();
        if (known != null || closed) {
            return known == null ? unused() : known;
        }
        Promise<MongoClient> promise = Promise.promise();
        Future<MongoClient> fresh = promise.future();
        if (!current.compareAndSet(null, fresh)) {
            return opened();
        }
        make().onComplete(promise);
        return fresh.onFailure(fault -> pause(fresh));
    }

    private Future<MongoClient> unused() {
        return Future.failedFuture(new SourceException(server + ": the client is no longer used"));
    }

    private Future<MongoClient> make() {
        if (!server.secured()) {
            return blocking.client()
                    .call(() -> MongoClients.create(MongodbOptions.settings(server, null, exchange, limit)));
        }
        TlsSettings given = server.tls();
        return (given == null ? TlsFiles.read(environment.vertx(), server.connection()) : Future.succeededFuture(given))
                .compose(tls -> TlsOptions.load(environment, tls))
                .compose(ssl -> blocking.client()
                        .call(() -> MongoClients.create(MongodbOptions.settings(
                                server, TlsContext.of(environment.vertx(), ssl), exchange, limit))));
    }

    /** The next question makes another one; those that still run on this one fail with it. */
    private void retire(MongoClient open, SourceException why) {
        Future<MongoClient> known = current.get();
        Future<MongoClient> failed = Future.failedFuture(why);
        if (known != null && known.succeeded() && known.result() == open && current.compareAndSet(known, failed)) {
            pause(failed);
            discard(open);
        }
    }

    private void pause(Future<MongoClient> failed) {
        long millis = pauseMillis.getAndUpdate(last -> Math.min(LONGEST_PAUSE_MILLIS, last * 2));
        environment.vertx().setTimer(millis, over -> current.compareAndSet(failed, null));
    }

    private Future<Void> discard(MongoClient known) {
        return blocking.client()
                .call(() -> {
                    known.close();
                    return (Void) null;
                })
                .recover(fault -> {
                    LOG.warn("{}: the client did not close in order", server, fault);
                    return Future.succeededFuture();
                });
    }

    /** A client that is still being made is closed when it is there, and not waited for. */
    private Future<Void> close() {
        closed = true;
        Future<MongoClient> known = current.getAndSet(unused());
        Future<Void> over = known == null
                ? Future.succeededFuture()
                : known.transform(made -> made.succeeded() ? discard(made.result()) : Future.succeededFuture());
        return over.eventually(blocking::release)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }
}
