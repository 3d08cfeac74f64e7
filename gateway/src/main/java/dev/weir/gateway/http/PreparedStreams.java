package dev.weir.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Answers requests of one HTTP/2 connection by a shortcut, right where their headers are decoded. On its event loop. */
final class PreparedStreams implements Heads {

    private static final AsciiString GET = AsciiString.cached("GET");
    private static final AsciiString OK = AsciiString.cached("200");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");

    private final HttpConnection connection;
    private final Http2ConnectionHandler streams;
    private final Shortcut shortcut;
    private @Nullable Http2Headers asked;

    PreparedStreams(HttpConnection connection, Http2ConnectionHandler streams, Shortcut shortcut) {
        this.connection = connection;
        this.streams = streams;
        this.shortcut = shortcut;
    }

    /** Whether it has been answered, with all that follows; if not, nothing has been done. */
    boolean answer(ChannelHandlerContext context, int id, Http2Headers headers) throws Http2Exception {
        CharSequence path = headers.path();
        if (path == null || !GET.contentEquals(headers.method()) || headers.scheme() == null) {
            return false;
        }
        Http2Stream stream = streams.connection().stream(id);
        // Trailers end a stream that was opened without an end.
        if (stream == null
                || stream.state() != Http2Stream.State.HALF_CLOSED_REMOTE
                || !agree(headers)
                || !takesAny(context, stream)) {
            return false;
        }
        asked = headers;
        Prepared answer = shortcut.find(connection, path.toString(), this);
        asked = null;
        if (answer != null) {
            send(context, stream, answer);
        }
        return answer != null;
    }

    /** Whoever names two hosts is refused, by Vert.x. */
    private static boolean agree(Http2Headers headers) {
        return headers.authority() == null || !headers.contains("host");
    }

    /** Whether any answer goes out whole and now: Vert.x knows nothing of this stream, and is not to find it half answered. */
    private boolean takesAny(ChannelHandlerContext context, Http2Stream stream) {
        Http2RemoteFlowController flow = streams.encoder().flowController();
        return context.channel().isWritable()
                && flow.windowSize(stream) >= Shortcut.MOST_BYTES
                && flow.windowSize(streams.connection().connectionStream()) >= Shortcut.MOST_BYTES;
    }

    private void send(ChannelHandlerContext context, Http2Stream stream, Prepared answer) throws Http2Exception {
        BufferInternal body = (BufferInternal) answer.body();
        Http2Headers head = ReadOnlyHttp2Headers.serverHeaders(
                false, OK, CONTENT_TYPE, answer.contentType(), CONTENT_LENGTH, ContentLength.of(body.length()));
        streams.encoder().writeHeaders(context, stream.id(), head, 0, false, context.voidPromise());
        streams.encoder().writeData(context, stream.id(), body.getByteBuf(), 0, true, context.voidPromise());
        streams.encoder().flowController().writePendingBytes();
    }

    @Override
    public @Nullable CharSequence first(CharSequence lowerCaseName) {
        return asked == null ? null : asked.get(lowerCaseName);
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        if (asked != null) {
            for (Map.Entry<CharSequence, CharSequence> header : asked) {
                each.accept(header.getKey().toString(), header.getValue().toString());
            }
        }
    }
}
