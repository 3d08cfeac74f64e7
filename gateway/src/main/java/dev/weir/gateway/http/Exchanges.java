package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers of one connection by HTTP/1.1: counts them, so that it is known when nothing is asked, says
 * {@code Connection: close} with the last one, and refuses a body that is longer than anybody reads. On its event loop; a request
 * costs it a few comparisons.
 */
final class Exchanges extends ChannelDuplexHandler {

    /** How long what still comes is thrown away after a refusal: closed at once, the client might never see it. */
    private static final long LINGER_MILLIS = 1_000;

    private final Limits limits;
    private final Closed closed;
    private long asked;
    private long answered;
    private long last = Long.MAX_VALUE;
    private long bodyBytes;
    private boolean headWritten;
    private boolean refused;
    private @Nullable Seat seat;
    private final PreparedExchanges prepared;

    private Exchanges(Limits limits, Closed closed, PreparedExchanges prepared) {
        this.limits = limits;
        this.closed = closed;
        this.prepared = prepared;
    }

    /** Follows a connection from now on. */
    static Seat over(
            ChannelHandlerContext serving, Limits limits, Closed closed, HttpConnection connection, Shortcut shortcut) {
        Exchanges exchanges =
                new Exchanges(limits, closed, new PreparedExchanges(connection, serving.pipeline(), shortcut));
        serving.pipeline().addBefore(serving.name(), "weir-exchanges", exchanges);
        Seat seat = exchanges.new Place(serving);
        exchanges.seat = seat;
        return seat;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (prepared.ends(message)) {
            end();
        } else if (refused || message instanceof HttpRequest && asked >= last) {
            // Nothing that still comes is for anybody.
            refused = true;
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request && isTooLong(request)) {
            asked++;
            headWritten = false;
            refuse(context, message);
        } else if (message instanceof HttpContent part && isTooLong(part)) {
            refuse(context, message);
        } else {
            if (message instanceof HttpRequest request) {
                begin();
                if (asked == answered + 1 && !isLast() && prepared.answer(context, request)) {
                    return;
                }
            }
            super.channelRead(context, message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        prepared.flush(context);
        super.channelReadComplete(context);
    }

    private void begin() {
        asked++;
        bodyBytes = 0;
        Seat mine = seat;
        if (mine != null) {
            mine.busy();
            if (asked == limits.requests()) {
                mine.goes();
            }
        }
    }

    /** By its own account; where others are still being answered, it is counted as it comes. */
    private boolean isTooLong(HttpRequest request) {
        return asked == answered
                && request.decoderResult().isSuccess()
                && HttpUtil.getContentLength(request, 0L) > limits.bodyBytes();
    }

    private boolean isTooLong(HttpContent part) {
        bodyBytes += part.content().readableBytes();
        return bodyBytes > limits.bodyBytes();
    }

    /** Answers, if it is this request's turn and nothing has been said yet; closes. */
    private void refuse(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
        refused = true;
        closed.count(Closed.Why.LONG_BODY);
        if (asked != answered + 1 || headWritten) {
            context.channel().close();
            return;
        }
        context.writeAndFlush(refusal(context))
                .addListener(written -> context.executor()
                        .schedule(() -> context.channel().close(), LINGER_MILLIS, TimeUnit.MILLISECONDS));
    }

    private HttpResponse refusal(ChannelHandlerContext context) {
        byte[] text = StatusReply.tooLong(limits.bodyBytes()).body().getBytes();
        ByteBuf body = context.alloc().buffer(text.length).writeBytes(text);
        HttpResponse reply =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, body);
        reply.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return reply;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse head) {
            if (head.status().code() < HttpResponseStatus.OK.code()) {
                super.write(context, message, promise);
                return;
            }
            headWritten = true;
            if (isLast()) {
                head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        if (message instanceof LastHttpContent) {
            super.write(
                    context, message, isLast() ? promise.unvoid().addListener(ChannelFutureListener.CLOSE) : promise);
            end();
        } else {
            super.write(context, message, promise);
        }
    }

    /** Whether nothing is answered after this. */
    private boolean isLast() {
        return answered + 1 >= last;
    }

    private void end() {
        answered++;
        headWritten = false;
        Seat mine = seat;
        if (mine != null && asked == answered && !mine.leaving()) {
            mine.idle();
        }
    }

    private final class Place extends Seat {

        private final ChannelHandlerContext context;

        Place(ChannelHandlerContext context) {
            super(context);
            this.context = context;
        }

        @Override
        boolean underWay() {
            return asked != answered;
        }

        @Override
        void announce() {
            // It is said with the answer.
            last = asked;
        }

        @Override
        void leave() {
            context.channel().close();
        }
    }
}
