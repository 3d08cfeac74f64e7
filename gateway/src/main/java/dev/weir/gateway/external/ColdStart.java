package dev.weir.gateway.external;

import dev.weir.cache.board.BoardEntry;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Readers that came before the first answer of their metric. Each waits until that answer, but no longer than the
 * cold-start timeout. Belongs to one event loop; the number of those who wait is shared by all loops.
 *
 * <p>An entry is listened to once, however many readers come and give up: a metric that never answers would otherwise
 * collect one listener per request.
 */
final class ColdStart {

    private final Context loop;
    private final long timeoutMillis;
    private final int limit;
    private final AtomicInteger waiting;
    private final Map<BoardEntry, Queue<Reader>> readers = new HashMap<>();

    ColdStart(Context loop, long timeoutMillis, int limit, AtomicInteger waiting) {
        this.loop = loop;
        this.timeoutMillis = timeoutMillis;
        this.limit = limit;
        this.waiting = waiting;
    }

    /**
     * Makes a reader wait.
     *
     * @param then called on this loop, once: with true when the entry has an answer or is gone, with false when time is up
     * @return false if too many wait already; nothing is called then
     */
    boolean await(BoardEntry entry, HttpServerRequest request, Consumer<Boolean> then) {
        if (waiting.incrementAndGet() > limit) {
            waiting.decrementAndGet();
            return false;
        }
        Queue<Reader> queue = readers.computeIfAbsent(entry, this::listen);
        Reader reader = new Reader(then);
        queue.add(reader);
        reader.timer = loop.owner().setTimer(timeoutMillis, due -> reader.leave(queue, false));
        // A client that goes away frees its place at once.
        request.response().exceptionHandler(gone -> reader.leave(queue, false));
        return true;
    }

    private Queue<Reader> listen(BoardEntry entry) {
        entry.first().onComplete(any -> loop.runOnContext(on -> release(entry)));
        return new ArrayDeque<>();
    }

    private void release(BoardEntry entry) {
        Queue<Reader> queue = readers.remove(entry);
        while (queue != null && !queue.isEmpty()) {
            queue.element().leave(queue, true);
        }
    }

    private final class Reader {

        private final Consumer<Boolean> then;
        private long timer;

        Reader(Consumer<Boolean> then) {
            this.then = then;
        }

        void leave(Queue<Reader> queue, boolean answered) {
            if (queue.remove(this)) {
                loop.owner().cancelTimer(timer);
                waiting.decrementAndGet();
                then.accept(answered);
            }
        }
    }
}
