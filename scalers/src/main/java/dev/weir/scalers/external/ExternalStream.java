package dev.weir.scalers.external;

import dev.weir.scalers.upstream.GrpcEnd;
import dev.weir.scalers.upstream.GrpcExchange;
import dev.weir.scalers.upstream.Reopening;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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

    private final Vertx vertx;
    private final String what;
    private final Function<Consumer<Buffer>, GrpcExchange> opener;
    private final Consumer<Buffer> messages;
    private final boolean optional;
    private final Reopening reopening = new Reopening();
    private long timer = -1;
    private boolean heard;
    private boolean closed;
    private @Nullable GrpcExchange exchange;

    /**
     * @param what is called, for the log
     * @param opener begins the call
     * @param messages takes each message; a {@link dev.weir.cache.source.SourceException} that it throws ends the call
     * @param optional whether a server need not have the method
     */
    ExternalStream(
            Vertx vertx,
            String what,
            Function<Consumer<Buffer>, GrpcExchange> opener,
            Consumer<Buffer> messages,
            boolean optional) {
        this.vertx = vertx;
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
        GrpcExchange opened = opener.apply(this::take);
        exchange = opened;
        opened.end().onComplete(this::ended);
    }

    void close() {
        closed = true;
        vertx.cancelTimer(timer);
        if (exchange != null) {
            exchange.cancel("no longer used");
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
        timer = vertx.setTimer(reopening.pause().toMillis(), again -> open());
    }
}
