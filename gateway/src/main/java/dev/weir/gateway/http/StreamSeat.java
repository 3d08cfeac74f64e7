package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.TimeUnit;

/** The place of a connection by HTTP/2: a GOAWAY says that it ends, and it ends with the last stream. */
final class StreamSeat extends Seat {

    private final HttpConnection connection;
    private final Http2Connection streams;
    private final Limits limits;

    private StreamSeat(
            ChannelHandlerContext context, HttpConnection connection, Http2Connection streams, Limits limits) {
        super(context);
        this.connection = connection;
        this.streams = streams;
        this.limits = limits;
    }

    static Seat of(ChannelHandlerContext context, HttpConnection connection, Http2Connection streams, Limits limits) {
        StreamSeat seat = new StreamSeat(context, connection, streams, limits);
        streams.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamActive(Http2Stream stream) {
                seat.asked(stream.id());
            }

            @Override
            public void onStreamClosed(Http2Stream stream) {
                if (!seat.underWay()) {
                    seat.idle();
                }
            }
        });
        return seat;
    }

    private void asked(int stream) {
        busy();
        // Clients count streams 1, 3, 5 and so on.
        if (limits.requests() > 0 && stream / 2 + 1 >= limits.requests()) {
            goes();
        }
    }

    @Override
    boolean underWay() {
        return streams.numActiveStreams() > 0;
    }

    @Override
    void announce() {
        connection.shutdown(limits.idle().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    void leave() {
        connection.shutdown(limits.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    }
}
