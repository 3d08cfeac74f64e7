package dev.weir.gateway.external;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A connection by HTTP/2 that sends whatever frames a test wants. */
final class RawStreams implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;

    /** A frame that came. */
    record Frame(int type, int flags, int stream, byte[] payload) {}

    /** An answer; reset after it or not. */
    record Reply(String status, String body, boolean reset) {}

    private final RawConnection raw;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

    RawStreams(RawConnection raw) throws IOException {
        this.raw = raw;
        raw.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        send(SETTINGS, 0, 0);
    }

    void send(int type, int flags, int stream, byte... payload) throws IOException {
        raw.send(frame(type, flags, stream, payload));
    }

    void send(byte[] bytes) throws IOException {
        raw.send(bytes);
    }

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags,
            (byte) (stream >> 24),
            (byte) (stream >> 16),
            (byte) (stream >> 8),
            (byte) stream
        });
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** A head without compression. */
    static byte[] head(String method, String path) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(0x87);
        literal(head, 2, method);
        literal(head, 4, path);
        literal(head, 1, "x");
        return head.toByteArray();
    }

    /** A literal without indexing, with the name of an entry of the static table. */
    private static void literal(ByteArrayOutputStream head, int name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        head.write(name);
        head.write(bytes.length);
        head.writeBytes(bytes);
    }

    /** The next frame. @throws EOFException if the other side has closed */
    Frame next() throws IOException {
        byte[] head = raw.read(9);
        int length = (head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | head[2] & 0xFF;
        int stream = (head[5] & 0x7F) << 24 | (head[6] & 0xFF) << 16 | (head[7] & 0xFF) << 8 | head[8] & 0xFF;
        return new Frame(head[3], head[4] & 0xFF, stream, raw.read(length));
    }

    /** The answer to a request, whole. */
    Reply reply(int stream) throws IOException {
        String status = "";
        StringBuilder body = new StringBuilder();
        while (true) {
            Frame frame = next();
            if (frame.stream() != stream) {
                continue;
            }
            if (frame.type() == RST_STREAM) {
                return new Reply(status, body.toString(), true);
            }
            if (frame.type() == HEADERS) {
                status = status(frame);
            } else if (frame.type() == DATA) {
                body.append(new String(frame.payload(), StandardCharsets.UTF_8));
            }
            if ((frame.flags() & 1) != 0) {
                return new Reply(status, body.toString(), false);
            }
        }
    }

    private String status(Frame frame) {
        // A priority, five bytes, comes before the block if there is one.
        int skipped = (frame.flags() & 0x20) == 0 ? 0 : 5;
        try {
            return decoder.decodeHeaders(
                            frame.stream(),
                            Unpooled.wrappedBuffer(frame.payload()).skipBytes(skipped))
                    .status()
                    .toString();
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Reads until one of this type comes. */
    Frame await(int type) throws IOException {
        Frame frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /** Whether the other side closes, and said goodbye before. */
    boolean endsWithGoAway() throws IOException {
        boolean goAway = false;
        try {
            while (true) {
                goAway |= next().type() == GOAWAY;
            }
        } catch (EOFException closed) {
            return goAway;
        }
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
