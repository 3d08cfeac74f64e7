package dev.weir.scalers.etcd;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.GrpcEnd;
import dev.weir.scalers.upstream.GrpcExchange;
import dev.weir.scalers.upstream.ProtoFields;
import dev.weir.scalers.upstream.ProtoWriter;
import dev.weir.scalers.upstream.Reopening;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch of one key, opened again whenever it ends, and with the shortest pause once the server has said anything. A watch
 * that is silent for twice the interval of its progress is dead. Belongs to one event loop.
 */
final class EtcdWatch {

    private static final Logger LOG = LoggerFactory.getLogger(EtcdWatch.class);
    private static final int CREATE = 1;
    private static final int KEY = 1;
    private static final int PROGRESS = 4;
    private static final int CANCELED = 4;
    private static final int REASON = 6;
    private static final String UNUSED = "no longer used";

    private final Vertx vertx;
    private final EtcdSession session;
    private final String key;
    private final Duration silence;
    private final Consumer<KeyState> sink;
    private final Reopening reopening = new Reopening();
    private long timer = -1;
    private boolean closed;
    private @Nullable GrpcExchange exchange;

    EtcdWatch(Vertx vertx, EtcdSession session, String key, Duration silence, Consumer<KeyState> sink) {
        this.vertx = vertx;
        this.session = session;
        this.key = key;
        this.silence = silence;
        this.sink = sink;
    }

    void open() {
        if (closed) {
            return;
        }
        int asked = session.current();
        Buffer create = new ProtoWriter().text(KEY, key).number(PROGRESS, 1).message();
        Buffer request = new ProtoWriter().bytes(CREATE, create).message();
        session.open("Watch/Watch", request, this::take).compose(this::begun).onComplete(over -> {
            LOG.debug("etcd watch ended key={} reason={}", key, over.succeeded() ? over.result() : over.cause());
            session.next(asked);
            again();
        });
    }

    private Future<GrpcEnd> begun(GrpcExchange opened) {
        if (closed) {
            opened.cancel(UNUSED);
        } else {
            exchange = opened;
            listen(opened);
        }
        return opened.end();
    }

    void close() {
        closed = true;
        vertx.cancelTimer(timer);
        if (exchange != null) {
            exchange.cancel(UNUSED);
        }
    }

    private void take(Buffer message) {
        GrpcExchange heard = exchange;
        reopening.reset();
        if (heard != null) {
            listen(heard);
        }
        try {
            ProtoFields watched = ProtoFields.read(message);
            if (watched.number(CANCELED) != 0) {
                throw new SourceException("the watch was cancelled: " + watched.bytes(REASON));
            }
            KeyState told = KeyState.told(watched);
            if (told != null) {
                sink.accept(told);
            }
        } catch (IllegalArgumentException e) {
            throw new SourceException("answered with something that is no message of etcd");
        }
    }

    /** Begins the time anew in which the server has to say something. */
    private void listen(GrpcExchange heard) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(silence.toMillis(), late -> heard.cancel("said nothing for too long"));
    }

    private void again() {
        exchange = null;
        vertx.cancelTimer(timer);
        if (!closed) {
            timer = vertx.setTimer(reopening.pause().toMillis(), over -> open());
        }
    }
}
