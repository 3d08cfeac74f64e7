package dev.weir.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What a decoder of HTTP/2 has been given and cannot decode yet. Netty tells only subclasses, and Vert.x makes the decoder and
 * shows a connection not before its first bytes are read; without this nobody could say where a frame begins.
 */
final class Undecoded {

    private static final MethodHandle READABLE_BYTES = readableBytes();

    private Undecoded() {}

    private static MethodHandle readableBytes() {
        try {
            return MethodHandles.privateLookupIn(ByteToMessageDecoder.class, MethodHandles.lookup())
                    .findVirtual(ByteToMessageDecoder.class, "actualReadableBytes", MethodType.methodType(int.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Netty does not say what it has not decoded", e);
        }
    }

    /** How many bytes wait in a pipeline of HTTP/2. */
    static int bytes(ChannelHandlerContext context) {
        try {
            return (int) READABLE_BYTES.invokeExact(
                    (ByteToMessageDecoder) context.pipeline().get(Http2ConnectionHandler.class));
        } catch (Throwable e) {
            throw new IllegalStateException("Netty does not say what it has not decoded", e);
        }
    }
}
