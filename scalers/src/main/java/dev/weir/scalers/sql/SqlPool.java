package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.AccessTokens;
import dev.weir.scalers.upstream.Faults;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * At most {@value #CONNECTIONS} connections to a database, shared by all queries of one login. Connections are made by the
 * questions that need them; after one that could not be made the next is not tried before a pause of {@value
 * #FIRST_PAUSE_MILLIS} ms that doubles up to {@value #LONGEST_PAUSE_MILLIS} ms, and questions in between fail with the reason
 * of the last attempt. Of several hosts the next one is tried when one refuses.
 *
 * <p>A connection whose query does not end in time cannot be given back: whatever is asked on it next would wait as well. So
 * the client's pool is retired as a whole, a fresh one serves from then on, and the old one is closed when what else runs on
 * it has had its time. Usable from any thread.
 */
final class SqlPool {

    static final int CONNECTIONS = 4;

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** KEDA's queries have no limit at all; a factor on the time of one HTTP exchange makes 30 s of the usual 3. */
    private static final int QUERY_FACTOR = 10;

    /** A login is a few exchanges: of the connection, of TLS, of the password. */
    private static final int LOGIN_FACTOR = 3;

    /** Whoever asks less often than this logs in again each time. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ScalerEnvironment environment;
    private final Database database;
    private final List<Database> candidates;
    private final @Nullable Lease<AccessTokens> tokens;
    private final Turns turns;
    private final long connectMillis;
    private final long queryMillis;
    private final AtomicReference<@Nullable Link> current = new AtomicReference<>();
    private final Set<Link> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * Why nothing is tried now, or was not a moment ago.
     *
     * @param millis how long it lasts
     * @param over whether the next question may try again
     */
    private record Pause(SourceException why, long millis, boolean over) {

        Pause ended() {
            return new Pause(why, millis, true);
        }
    }

    private SqlPool(ScalerEnvironment environment, Database database) {
        this.environment = environment;
        this.database = database;
        this.candidates = database.candidates();
        this.tokens = database.identity()
                .map(identity -> AccessTokens.lease(environment, identity))
                .orElse(null);
        this.connectMillis = environment.httpTimeout().toMillis() * LOGIN_FACTOR;
        this.queryMillis = environment.httpTimeout().toMillis() * QUERY_FACTOR;
        this.turns = new Turns(environment.vertx(), CONNECTIONS, connectMillis + queryMillis);
    }

    /** Takes a share of the pool of this database and login; reaches no network. */
    static Lease<SqlPool> lease(ScalerEnvironment environment, Database database) {
        return environment.clients().lease((Record) database, () -> new SqlPool(environment, database), SqlPool::close);
    }

    /** How long a question may take, waiting for its turn included. */
    static Duration patience(ScalerEnvironment environment) {
        return environment.httpTimeout().multipliedBy(QUERY_FACTOR + LOGIN_FACTOR);
    }

    /** What a client's pool may hold. */
    static PoolOptions options() {
        return new PoolOptions()
                .setMaxSize(CONNECTIONS)
                .setIdleTimeout((int) IDLE.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    /**
     * What a client's sockets are like. A server that hangs answers neither a login nor a farewell: a socket on which nothing
     * happens for longer than a query may take is closed by itself.
     */
    static NetClientOptions sockets(ScalerEnvironment environment) {
        return new NetClientOptions()
                .setConnectTimeout((int) environment.httpTimeout().toMillis())
                .setIdleTimeout((int) IDLE.plus(patience(environment)).toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    /** Asks and reads. Fails with a {@link SourceException}; completes on the caller's context. */
    <T> Future<T> first(String query, Function<RowSet<Row>, T> read) {
        Context caller = environment.vertx().getOrCreateContext();
        Future<T> answer = turns.run(() -> token().compose(token -> ask(token, List.of(), query, read)))
                .recover(fault -> Future.failedFuture(fault(database, fault)));
        return Future.fromCompletionStage(answer.toCompletionStage(), caller);
    }

    private Future<String> token() {
        return tokens == null ? Future.succeededFuture("") : tokens.client().get();
    }

    /** {@code before} is why other hosts, or other ways to this one, have been given up already. */
    private <T> Future<T> ask(String token, List<SourceException> before, String query, Function<RowSet<Row>, T> read) {
        Pause paused = pause.get();
        if (closed || (paused != null && !paused.over())) {
            return Future.failedFuture(
                    paused == null ? new SourceException(database.origin() + " is no longer used") : paused.why());
        }
        Link link = link(token);
        Database one = candidates.get(link.index());
        return link.pool()
                .compose(pool -> pool.getConnection()
                        .compose(made -> one.fit(made).map(made).onFailure(unfit -> made.close()))
                        .timeout(connectMillis, TimeUnit.MILLISECONDS))
                .transform(connected -> {
                    if (connected.succeeded()) {
                        pause.set(null);
                        return query(link, connected.result(), query, read);
                    }
                    Throwable fault = connected.cause();
                    List<SourceException> faults = new ArrayList<>(before);
                    faults.add(fault(one, fault));
                    boolean another =
                            refused(link, fault) && faults.size() < candidates.size() && !database.decided(fault);
                    return another ? ask(token, faults, query, read) : Future.failedFuture(pausing(faults));
                });
    }

    private <T> Future<T> query(Link link, SqlConnection on, String query, Function<RowSet<Row>, T> read) {
        return on.query(query)
                .execute()
                .map(read)
                .eventually(on::close)
                .timeout(queryMillis, TimeUnit.MILLISECONDS)
                .onFailure(fault -> {
                    if (fault instanceof TimeoutException) {
                        retire(link);
                        database.cancel(on);
                    }
                });
    }

    /** The link in use, or a new one where there is none or its token is over. */
    private Link link(String token) {
        Link known = current.get();
        if (known != null && known.token().equals(token)) {
            return known;
        }
        return replace(known, 0, token);
    }

    private Link replace(@Nullable Link known, int index, String token) {
        Promise<Pool> promise = Promise.promise();
        Link fresh = new Link(index, token, promise.future());
        if (!current.compareAndSet(known, fresh)) {
            return link(token);
        }
        open.add(fresh);
        candidates.get(index).open(environment, token).onComplete(promise);
        if (known != null) {
            retire(known);
        }
        return fresh;
    }

    /** Makes way for the next host. Whether there is one that may be tried. */
    private boolean refused(Link link, Throwable fault) {
        if (tokens != null) {
            tokens.client().forget();
        }
        boolean more = candidates.size() > 1;
        if (more && current.get() == link) {
            replace(link, (link.index() + 1) % candidates.size(), link.token());
        } else if (fault instanceof TimeoutException || link.pool().failed()) {
            retire(link);
        }
        return more;
    }

    /** Closed when what runs on it has had its time. */
    private void retire(Link link) {
        current.compareAndSet(link, null);
        environment.vertx().setTimer(queryMillis, over -> drop(link));
    }

    /** Farewells that a server does not take are not waited for: the socket ends by itself. */
    private Future<Void> drop(Link link) {
        return open.remove(link)
                ? link.close().timeout(connectMillis, TimeUnit.MILLISECONDS).otherwiseEmpty()
                : Future.succeededFuture();
    }

    /** What each said, once. */
    private SourceException pausing(List<SourceException> faults) {
        SourceException why = new SourceException(faults.stream()
                .map(fault -> String.valueOf(fault.getMessage()))
                .distinct()
                .collect(Collectors.joining("; ")));
        Pause last = pause.get();
        long millis = last == null ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, last.millis() * 2);
        Pause next = new Pause(why, millis, false);
        if (pause.compareAndSet(last, next)) {
            environment.vertx().setTimer(millis, over -> pause.compareAndSet(next, next.ended()));
        }
        return why;
    }

    private static SourceException fault(Database database, Throwable fault) {
        if (fault instanceof SourceException known) {
            return known;
        }
        String sentence = database.refusal(fault).orElseGet(() -> sentence(fault));
        return new SourceException(database.origin() + ": " + sentence);
    }

    /** The client's own words where it has any: they are constants, and hold no secret. */
    private static String sentence(Throwable fault) {
        String said = String.valueOf(fault.getMessage());
        if (fault instanceof ClosedConnectionException
                || said.contains("has been closed")
                || said.contains("not active")) {
            return "the connection was closed before the answer was complete";
        }
        if (said.equals("SSL handshake failed")) {
            // The client of PostgreSQL keeps the cause to itself.
            return "TLS handshake failed; the certificate may be one that is not trusted, or not for this host";
        }
        return fault instanceof VertxException && fault.getCause() == null ? said : Faults.sentence(fault);
    }

    private Future<Void> close() {
        closed = true;
        current.set(null);
        List<Future<Void>> closing = open.stream().map(this::drop).toList();
        Future<Void> released = tokens == null ? Future.succeededFuture() : tokens.release();
        return Future.join(Future.join(closing).mapEmpty(), released).mapEmpty();
    }
}
