package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that holds us up: whose first request, or any later one by HTTP/1.1, is not complete in time, whose
 * answers are not taken. Silence between requests is another limit's affair. It stands right before the code that serves the
 * connection, on its event loop, and a request that comes in one piece costs it two comparisons.
 *
 * <p>By HTTP/2 a frame, or a block of headers, takes the place of a request; bodies are the affair of {@link Bodies}.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    /** Answers that may wait for a reader; beyond it whoever goes on to ask is not served any more. */
    private static final long MAX_PENDING_BYTES = 16L << 20;

    private final Limits limits;
    private final Closed closed;
    private final @Nullable Frames frames;
    private boolean moved;
    private boolean underWay = true;
    private boolean following;
    private long timed;
    private @Nullable Future<?> deadline;
    private @Nullable Future<?> frameDeadline;
    private @Nullable Future<?> reading;

    private ConnectionGuard(Limits limits, Closed closed, @Nullable Frames frames) {
        this.limits = limits;
        this.closed = closed;
        this.frames = frames;
    }

    /** Guards a connection from now on; the place that it takes. */
    static Optional<Seat> over(
            HttpConnection connection, Limits limits, Closed closed, Arriving arriving, Shortcut shortcut) {
        if (!(connection instanceof ConnectionBase served)) {
            return Optional.empty();
        }
        ChannelHandlerContext serving = served.channelHandlerContext();
        ChannelPipeline pipeline = serving.pipeline();
        if (serving.handler() instanceof Http2ConnectionHandler streams) {
            pipeline.addBefore(serving.name(), "weir-guard", new ConnectionGuard(limits, closed, new Frames()));
            PreparedStreams prepared = new PreparedStreams(connection, streams, shortcut);
            Bodies.over(serving, streams, limits, closed, arriving, prepared);
            return Optional.of(StreamSeat.of(serving, connection, streams.connection(), limits));
        }
        // In front of the exchanges, which keep from the server what they answer by themselves.
        pipeline.addBefore(serving.name(), "weir-guard", new ConnectionGuard(limits, closed, null));
        return Optional.of(Exchanges.over(serving, limits, closed, connection, shortcut));
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
        }
        if (message instanceof LastHttpContent) {
            underWay = false;
            complete();
        }
        if (following && frames != null && message instanceof ByteBuf bytes) {
            frames.follow(bytes);
        }
        super.channelRead(context, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (frames != null) {
            time(context, frames);
        } else if (deadline == null && (underWay || !moved)) {
            // Bytes that make nothing whole begin a request; so does a head whose body is to come.
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

    /** What is begun by HTTP/2 and not whole has from now on as long as a request has. */
    private void time(ChannelHandlerContext context, Frames following) {
        if (!this.following) {
            // This guard came in the midst of what was read first; where nothing of it is left, a frame begins.
            this.following = Undecoded.bytes(context) == 0;
        } else if (!following.underWay()) {
            frameDeadline = cancel(frameDeadline);
        } else if (frameDeadline == null || timed != following.begun()) {
            cancel(frameDeadline);
            timed = following.begun();
            frameDeadline = context.executor()
                    .schedule(
                            () -> close(context, Closed.Why.SLOW_REQUEST),
                            limits.request().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
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
        frameDeadline = cancel(frameDeadline);
        reading = cancel(reading);
    }

    private static @Nullable Future<?> cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
        return null;
    }
}
