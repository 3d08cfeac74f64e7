package dev.weir.scalers.redis.resp;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.Faults;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server. One exchange at a time, of as many commands as one likes, sent in one write. What breaks the
 * order of answers (a time that is over, nonsense) closes it. Belongs to the context that opened it.
 */
public final class RespConnection {

    private static final String CLOSED = "the connection was closed before the answer was complete";

    private final Vertx vertx;
    private final NetSocket socket;
    private final String peer;
    private final Duration limit;
    private final RespReader reader = new RespReader(this::answered);
    private @Nullable Exchange current;
    private @Nullable String farewell;
    private boolean open = true;

    private record Exchange(int expected, List<Answer> answers, Promise<List<Answer>> promise, long timer) {}

    private RespConnection(Vertx vertx, NetSocket socket, String peer, Duration limit) {
        this.vertx = vertx;
        this.socket = socket;
        this.peer = peer;
        this.limit = limit;
        socket.handler(this::read)
                .closeHandler(gone -> end(CLOSED))
                .exceptionHandler(fault -> end(Faults.sentence(fault)));
    }

    /**
     * Connects; to be called on an event loop, which the connection then belongs to.
     *
     * @param peer begins the messages of failures, which are {@link SourceException}s
     * @param limit of each exchange
     */
    public static Future<RespConnection> open(
            Vertx vertx, NetClient client, ConnectOptions to, String peer, Duration limit) {
        return client.connect(to)
                .map(socket -> new RespConnection(vertx, socket, peer, limit))
                .recover(fault -> Future.failedFuture(Faults.of(peer, fault)));
    }

    public boolean isOpen() {
        return open;
    }

    /** Sends the commands together; their answers come in the same order, refusals among them. */
    public Future<List<Answer>> ask(List<Command> commands) {
        if (!open || current != null) {
            return Future.failedFuture(fault(open ? "still waits for an earlier answer" : CLOSED));
        }
        // The timer of this context, not the future's own, which may fire on any thread.
        long timer = vertx.setTimer(limit.toMillis(), over -> end("timed out"));
        Exchange exchange = new Exchange(commands.size(), new ArrayList<>(), Promise.promise(), timer);
        current = exchange;
        Buffer out = Buffer.buffer();
        commands.forEach(command -> command.into(out));
        socket.write(out).onFailure(fault -> end(Faults.sentence(fault)));
        return exchange.promise().future();
    }

    public Future<Void> close() {
        end("the connection is no longer used");
        return socket.close();
    }

    private void read(Buffer chunk) {
        if (open) {
            try {
                reader.read(chunk);
            } catch (UnreadableAnswerException e) {
                end(String.valueOf(e.getMessage()));
            }
        }
    }

    private void answered(Answer answer) {
        Exchange exchange = current;
        if (exchange == null) {
            // A server that has no room says so, unasked, and hangs up.
            farewell = answer.refusal().orElse(null);
            end("sent an answer to no question");
            return;
        }
        exchange.answers().add(answer);
        if (exchange.answers().size() == exchange.expected()) {
            current = null;
            vertx.cancelTimer(exchange.timer());
            exchange.promise().complete(exchange.answers());
        }
    }

    private void end(String why) {
        if (open) {
            open = false;
            socket.close();
        }
        Exchange exchange = current;
        current = null;
        if (exchange != null) {
            vertx.cancelTimer(exchange.timer());
            exchange.promise().tryFail(fault(why));
        }
    }

    private SourceException fault(String why) {
        String words = farewell;
        return new SourceException(peer + ": " + (words == null ? why : "the server refused: " + words));
    }
}
