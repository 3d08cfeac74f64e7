package dev.weir.scalers.external;

import dev.weir.scalers.upstream.GrpcEnd;
import dev.weir.scalers.upstream.Reopening;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that lasts, opened again whenever it ends. An end that the server meant begins with the shortest pause again; an
 * error does not. Of a method that a server need not have, a message does so too, and a server that does not have it is not
 * asked again. Belongs to one event loop.
 */
final class ExternalStream {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalStream.class);
    private static final int UNIMPLEMENTED = 12;

    /** An answer under way. */
    record Opened(Future<GrpcEnd> end, Consumer<String> cancel) {}

    /** Has something done after a time, and gives what takes that back. */
    interface Alarm {
        Runnable in(Duration time, Runnable what);
    }

    private final Alarm alarm;
    private final String what;
    private final Function<Consumer<Buffer>, Opened> opener;
    private final Consumer<Buffer> messages;
    private final boolean optional;
    private final Reopening reopening = new Reopening();
    private Runnable waiting = () -> {};
    private boolean heard;
    private boolean closed;
    private @Nullable Opened current;

    /**
     * @param what is called, for the log
     * @param opener begins the call
     * @param messages takes each message; a {@link dev.weir.cache.source.SourceException} that it throws ends the call
     * @param optional whether a server need not have the method
     */
    ExternalStream(
            Alarm alarm,
            String what,
            Function<Consumer<Buffer>, Opened> opener,
            Consumer<Buffer> messages,
            boolean optional) {
        this.alarm = alarm;
        this.what = what;
        this.opener = opener;
        this.messages = messages;
        this.optional = optional;
    }

    void open() {
        if (closed) {
            return;
        }
        heard = false;
        Opened opened = opener.apply(this::take);
        current = opened;
        opened.end().onComplete(this::ended);
    }

    void close() {
        closed = true;
        waiting.run();
        if (current != null) {
            current.cancel().accept("no longer used");
        }
    }

    private void take(Buffer message) {
        if (!closed) {
            heard = true;
            messages.accept(message);
        }
    }

    private void ended(AsyncResult<GrpcEnd> over) {
        if (closed) {
            return;
        }
        LOG.debug("stream ended call={} reason={}", what, over.succeeded() ? over.result() : over.cause());
        GrpcEnd end = over.result();
        if (optional && end != null && end.status() == UNIMPLEMENTED) {
            return;
        }
        if (end != null && end.well() || optional && heard) {
            reopening.reset();
        }
        waiting = alarm.in(reopening.pause(), this::open);
    }
}
