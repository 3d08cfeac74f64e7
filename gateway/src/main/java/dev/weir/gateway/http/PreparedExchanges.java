package dev.weir.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Answers requests of one connection by HTTP/1.1 by a shortcut, as soon as their heads are decoded. On its event loop. */
final class PreparedExchanges implements Heads {

    private static final String ENCODER = "httpEncoder";
    private static final AsciiString STATUS = AsciiString.cached("HTTP/1.1 200 OK\r\ncontent-type: ");
    private static final AsciiString LENGTH = AsciiString.cached("\r\ncontent-length: ");
    private static final AsciiString END = AsciiString.cached("\r\n\r\n");

    private final HttpConnection connection;
    private final Shortcut shortcut;
    private final @Nullable ChannelHandlerContext encoder;
    private @Nullable HttpHeaders asked;
    private boolean ending;
    private boolean written;

    /** @param pipeline of the connection */
    PreparedExchanges(HttpConnection connection, ChannelPipeline pipeline, Shortcut shortcut) {
        this.connection = connection;
        this.shortcut = shortcut;
        this.encoder = pipeline.context(ENCODER);
    }

    /** Whether it has been answered; then what is left of the request ends here too. If not, nothing has been done. */
    boolean answer(ChannelHandlerContext context, HttpRequest request) {
        ChannelHandlerContext out = encoder;
        if (out == null
                || out.isRemoved()
                || !isPlain(request)
                || !context.channel().isWritable()) {
            return false;
        }
        asked = request.headers();
        Prepared answer = shortcut.find(connection, request.uri(), this);
        asked = null;
        if (answer == null) {
            return false;
        }
        // From the encoder's place on, which makes nothing better of bytes.
        out.write(bytes(context, answer), out.voidPromise());
        ending = true;
        written = true;
        return true;
    }

    /** Nothing but to answer and to go on: no body, no other protocol, no end of the connection. */
    private static boolean isPlain(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return request.method().equals(HttpMethod.GET)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.decoderResult().isSuccess()
                && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !headers.contains(HttpHeaderNames.EXPECT)
                && !headers.contains(HttpHeaderNames.UPGRADE)
                && !headers.contains(HttpHeaderNames.CONNECTION);
    }

    private static ByteBuf bytes(ChannelHandlerContext context, Prepared answer) {
        ByteBuf body = ((BufferInternal) answer.body()).getByteBuf();
        AsciiString length = ContentLength.of(body.readableBytes());
        ByteBuf all = context.alloc()
                .buffer(STATUS.length()
                        + answer.contentType().length()
                        + LENGTH.length()
                        + length.length()
                        + END.length()
                        + body.readableBytes());
        put(all, STATUS);
        put(all, answer.contentType());
        put(all, LENGTH);
        put(all, length);
        put(all, END);
        return all.writeBytes(body, body.readerIndex(), body.readableBytes());
    }

    private static void put(ByteBuf all, AsciiString text) {
        all.writeBytes(text.array(), text.arrayOffset(), text.length());
    }

    /** Takes the end of a request that has been answered; anything else it leaves alone. */
    boolean ends(Object message) {
        if (!ending || !(message instanceof LastHttpContent)) {
            return false;
        }
        ending = false;
        ReferenceCountUtil.release(message);
        return true;
    }

    /** Has the answers go out that were made of what was read. */
    void flush(ChannelHandlerContext context) {
        if (written) {
            written = false;
            context.flush();
        }
    }

    @Override
    public @Nullable CharSequence first(CharSequence lowerCaseName) {
        return asked == null ? null : asked.get(lowerCaseName);
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        if (asked != null) {
            for (Map.Entry<String, String> header : asked) {
                each.accept(header.getKey(), header.getValue());
            }
        }
    }
}
