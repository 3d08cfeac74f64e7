package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that holds us up: whose first request, or any later one by HTTP/1.1, is not complete in time, whose
 * body is longer than anybody reads, whose answers are not taken. Silence between requests is another limit's affair. It
 * stands right before the code that serves the connection, on its event loop, and a request that comes in one piece costs it
 * two comparisons.
 *
 * <p>By HTTP/2 only the first request is timed: pings come between requests, and a peer that sends headers a byte at a time
 * holds up its own connection and no other.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    /** Answers that may wait for a reader; beyond it whoever goes on to ask is not served any more. */
    private static final long MAX_PENDING_BYTES = 16L << 20;

    private final Limits limits;
    private final Closed closed;
    private boolean moved;
    private boolean underWay = true;
    private long bodyBytes;
    private @Nullable Future<?> deadline;
    private @Nullable Future<?> reading;

    private ConnectionGuard(Limits limits, Closed closed) {
        this.limits = limits;
        this.closed = closed;
    }

    /** Guards a connection from now on. */
    static void over(HttpConnection connection, Limits limits, Closed closed) {
        if (connection instanceof ConnectionBase served) {
            ChannelHandlerContext serving = served.channelHandlerContext();
            serving.pipeline().addBefore(serving.name(), "weir-guard", new ConnectionGuard(limits, closed));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        time(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        moved = true;
        if (message instanceof HttpRequest) {
            underWay = true;
            bodyBytes = 0;
        }
        if (message instanceof HttpContent part) {
            bodyBytes += part.content().readableBytes();
            if (message instanceof LastHttpContent) {
                underWay = false;
                complete();
            } else if (bodyBytes > limits.bodyBytes()) {
                part.release();
                close(context, Closed.Why.LONG_BODY);
                return;
            }
        }
        super.channelRead(context, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        // Bytes that make nothing whole begin a request; so does a head whose body is to come.
        if (deadline == null && (underWay || !moved) && !http2(context)) {
            time(context);
        }
        moved = false;
        if (!context.channel().isWritable() && context.channel().bytesBeforeWritable() > MAX_PENDING_BYTES) {
            close(context, Closed.Why.UNREAD);
        }
        super.channelReadComplete(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        if (context.channel().isWritable()) {
            reading = cancel(reading);
        } else if (reading == null) {
            reading = watch(context, context.channel().bytesBeforeWritable());
        }
        super.channelWritabilityChanged(context);
    }

    private void time(ChannelHandlerContext context) {
        deadline = context.executor()
                .schedule(() -> late(context), limits.request().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void late(ChannelHandlerContext context) {
        Http2ConnectionHandler streams = context.pipeline().get(Http2ConnectionHandler.class);
        if (streams == null || streams.connection().remote().lastStreamCreated() <= 0) {
            close(context, Closed.Why.SLOW_REQUEST);
        }
    }

    private void complete() {
        if (deadline != null) {
            deadline = cancel(deadline);
        }
    }

    /** Whoever has taken nothing since is closed. */
    private Future<?> watch(ChannelHandlerContext context, long before) {
        return context.executor()
                .schedule(
                        () -> {
                            long now = context.channel().bytesBeforeWritable();
                            if (now >= before) {
                                close(context, Closed.Why.UNREAD);
                            } else {
                                reading = watch(context, now);
                            }
                        },
                        limits.write().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void close(ChannelHandlerContext context, Closed.Why why) {
        stop();
        if (context.channel().isOpen()) {
            closed.count(why);
            context.channel().close();
        }
    }

    private void stop() {
        deadline = cancel(deadline);
        reading = cancel(reading);
    }

    private static boolean http2(ChannelHandlerContext context) {
        return context.pipeline().get(Http2ConnectionHandler.class) != null;
    }

    private static @Nullable Future<?> cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
        return null;
    }
}
