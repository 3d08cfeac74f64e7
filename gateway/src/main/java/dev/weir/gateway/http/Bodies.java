package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import dev.weir.gateway.http.Arriving.Body;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests by HTTP/2 whose body is longer than anybody reads, or is not whole in time: with an answer where none has been
 * begun, and the stream is closed. Other requests of the connection go on. On its event loop.
 */
final class Bodies extends Http2FrameListenerDecorator {

    private record Timed(Body body, Future<?> deadline) {}

    private final ChannelHandlerContext context;
    private final Http2ConnectionHandler streams;
    private final Limits limits;
    private final Closed closed;
    private final Arriving arriving;
    private final PreparedStreams prepared;
    private final IntObjectHashMap<Timed> open = new IntObjectHashMap<>(4);

    private Bodies(
            Http2FrameListener next,
            ChannelHandlerContext context,
            Http2ConnectionHandler streams,
            Limits limits,
            Closed closed,
            Arriving arriving,
            PreparedStreams prepared) {
        super(next);
        this.context = context;
        this.streams = streams;
        this.limits = limits;
        this.closed = closed;
        this.arriving = arriving;
        this.prepared = prepared;
    }

    /** Watches over a connection from now on. */
    static void over(
            ChannelHandlerContext context,
            Http2ConnectionHandler streams,
            Limits limits,
            Closed closed,
            Arriving arriving,
            PreparedStreams prepared) {
        Bodies bodies =
                new Bodies(streams.decoder().frameListener(), context, streams, limits, closed, arriving, prepared);
        streams.decoder().frameListener(bodies);
        streams.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                bodies.forget(stream.id());
            }
        });
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext from,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        if (end) {
            forget(stream);
            if (!prepared.answer(from, stream, headers)) {
                super.onHeadersRead(from, stream, headers, dependency, weight, exclusive, padding, true);
            }
        } else {
            arriving.begin(expect(stream));
            try {
                super.onHeadersRead(from, stream, headers, dependency, weight, exclusive, padding, false);
            } finally {
                arriving.end();
            }
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext from, int stream, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        Timed coming = open.get(stream);
        long bytes = data.readableBytes();
        int read = super.onDataRead(from, stream, data, padding, end);
        if (coming != null) {
            coming.body().bytes += bytes;
            if (coming.body().bytes > limits.bodyBytes()) {
                end(coming.body(), Closed.Why.LONG_BODY, StatusReply.tooLong(limits.bodyBytes()));
            } else if (end) {
                forget(stream);
            }
        }
        return read;
    }

    private Body expect(int stream) {
        Timed known = open.get(stream);
        if (known != null) {
            return known.body();
        }
        Body body = new Body(stream);
        Future<?> deadline = context.executor()
                .schedule(
                        () -> end(body, Closed.Why.SLOW_REQUEST, StatusReply.late(limits.request())),
                        limits.request().toMillis(),
                        TimeUnit.MILLISECONDS);
        open.put(stream, new Timed(body, deadline));
        return body;
    }

    private void forget(int stream) {
        Timed timed = open.isEmpty() ? null : open.remove(stream);
        if (timed != null) {
            timed.deadline().cancel(false);
        }
    }

    private void end(Body body, Closed.Why why, StatusReply reply) {
        forget(body.stream);
        closed.countStream(why);
        body.answer(reply);
        // No error: the answer is whole, and the rest of the body need not come (RFC 9113, 8.1).
        @Nullable ChannelHandlerContext at = context.pipeline().context(streams);
        if (at != null && streams.connection().stream(body.stream) != null) {
            streams.resetStream(at, body.stream, Http2Error.NO_ERROR.code(), at.newPromise());
            at.flush();
        }
    }
}
