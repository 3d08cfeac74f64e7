package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.redis.resp.Answer;
import dev.weir.scalers.redis.resp.Command;
import dev.weir.scalers.redis.resp.RespConnection;
import dev.weir.scalers.upstream.Faults;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to one server: a connection that is made and logged in when something is first asked, kept, and made anew when it
 * broke. After a failure not before a pause of {@value #FIRST_PAUSE_MILLIS} ms that doubles up to {@value
 * #LONGEST_PAUSE_MILLIS} ms; questions in between fail with the reason of the last attempt. Belongs to one context.
 */
final class Link {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Vertx vertx;
    private final Dialer dialer;
    private final RedisNode node;
    private final RedisLogin login;
    private final String peer;
    private final Duration limit;

    private @Nullable RespConnection connection;
    private @Nullable Future<RespConnection> connecting;
    private @Nullable Throwable lastRefusal;
    private boolean pausing;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean closed;

    /**
     * Makes one that reaches nobody yet.
     *
     * @param peer names the server in messages
     * @param limit of one exchange
     */
    Link(Vertx vertx, Dialer dialer, RedisNode node, RedisLogin login, String peer, Duration limit) {
        this.vertx = vertx;
        this.dialer = dialer;
        this.node = node;
        this.login = login;
        this.peer = peer;
        this.limit = limit;
    }

    RedisNode node() {
        return node;
    }

    String peer() {
        return peer;
    }

    /** Whether a question would go out on a connection that is there. */
    boolean isUp() {
        RespConnection known = connection;
        return known != null && known.isOpen();
    }

    /** Sends the commands together; fails with a {@link SourceException} if not all were answered. */
    Future<List<Answer>> ask(List<Command> commands) {
        boolean kept = isUp();
        return attempt(commands)
                // A server may have hung up on a connection that was idle, just when it was to be used.
                .recover(fault -> kept && !Faults.timedOut(fault) ? attempt(commands) : Future.failedFuture(fault))
                .onSuccess(answers -> {
                    lastRefusal = null;
                    pauseMillis = FIRST_PAUSE_MILLIS;
                })
                .onFailure(this::pause);
    }

    private Future<List<Answer>> attempt(List<Command> commands) {
        return connected().compose(open -> open.ask(commands));
    }

    private Future<RespConnection> connected() {
        RespConnection known = connection;
        if (closed) {
            return Future.failedFuture(new SourceException(peer + ": the connection is no longer used"));
        }
        if (known != null && known.isOpen()) {
            return Future.succeededFuture(known);
        }
        if (pausing && lastRefusal != null) {
            return Future.failedFuture(lastRefusal);
        }
        Future<RespConnection> underWay = connecting;
        return underWay == null ? connect() : underWay;
    }

    private Future<RespConnection> connect() {
        Promise<RespConnection> promise = Promise.promise();
        connecting = promise.future();
        dialer.dial(node, peer, limit).compose(this::logIn).onComplete(result -> {
            connecting = null;
            if (result.succeeded()) {
                connection = result.result();
                if (closed) {
                    result.result().close();
                }
            }
            promise.handle(result);
        });
        return promise.future();
    }

    private Future<RespConnection> logIn(RespConnection open) {
        List<Command> commands = login.commands();
        if (commands.isEmpty()) {
            return Future.succeededFuture(open);
        }
        return open.ask(commands).compose(answers -> {
            for (int i = 0; i < answers.size(); i++) {
                String refusal = answers.get(i).refusal().orElse(null);
                if (refusal != null) {
                    open.close();
                    return Future.failedFuture(new SourceException(
                            peer + ": the server refused " + commands.get(i) + ": " + login.withoutSecret(refusal)));
                }
            }
            return Future.succeededFuture(open);
        });
    }

    private void pause(Throwable refusal) {
        if (!pausing) {
            lastRefusal = refusal;
            pausing = true;
            vertx.setTimer(pauseMillis, over -> pausing = false);
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        }
    }

    Future<Void> close() {
        closed = true;
        RespConnection known = connection;
        connection = null;
        return known == null ? Future.succeededFuture() : known.close();
    }
}
