package dev.weir.scalers.influxdb;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * What Arrow Flight says over gRPC: a ticket one way, the messages of an Arrow stream the other, each behind its length.
 *
 * @see <a href="https://arrow.apache.org/docs/format/Flight.html">Arrow Flight RPC</a>
 */
final class FlightMessages {

    private static final int PREFIX = 5;
    private static final int HEADER = 2;
    private static final int BODY = 1000;

    private final ArrowStream stream = new ArrowStream();
    private Buffer rest = Buffer.buffer();

    /** A ticket with this content, as the only message of a request. */
    static Buffer ticket(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Buffer message = Buffer.buffer().appendByte((byte) (1 << 3 | 2));
        varint(message, bytes.length);
        message.appendBytes(bytes);
        return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
    }

    /**
     * Takes what has arrived.
     *
     * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} if it cannot be read
     */
    void take(Buffer chunk) {
        Buffer all = rest.length() == 0 ? chunk : rest.appendBuffer(chunk);
        int at = 0;
        while (all.length() - at >= PREFIX && all.length() - at - PREFIX >= length(all, at)) {
            if (all.getByte(at) != 0) {
                throw new IllegalArgumentException("a compressed message");
            }
            int end = at + PREFIX + length(all, at);
            message(all, at + PREFIX, end);
            at = end;
        }
        // What waits for its end is not copied again with each piece.
        rest = at == 0 && all == rest ? rest : all.getBuffer(at, all.length());
    }

    /** The last row; fails if the stream has ended in the middle of a message. */
    InfluxAnswer last() {
        if (rest.length() > 0) {
            throw new IllegalArgumentException("half a message");
        }
        return stream.last();
    }

    private static int length(Buffer all, int at) {
        int length = all.getInt(at + 1);
        if (length < 0) {
            throw new IllegalArgumentException("a message of a length below 0");
        }
        return length;
    }

    /** Fields of Protocol Buffers: of all only those of texts and bytes matter. */
    private void message(Buffer all, int from, int end) {
        byte[] header = {};
        byte[] body = {};
        int[] at = {from};
        while (at[0] < end) {
            long tag = varint(all, at);
            int field = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> varint(all, at);
                case 1 -> at[0] += 8;
                case 5 -> at[0] += 4;
                case 2 -> {
                    int length = Math.toIntExact(varint(all, at));
                    if (length < 0 || length > end - at[0]) {
                        throw new IllegalArgumentException("a field longer than its message");
                    }
                    byte[] bytes = field == HEADER || field == BODY ? all.getBytes(at[0], at[0] + length) : header;
                    header = field == HEADER ? bytes : header;
                    body = field == BODY ? bytes : body;
                    at[0] += length;
                }
                default -> throw new IllegalArgumentException("an unknown kind of field");
            }
        }
        stream.take(header, body);
    }

    private static long varint(Buffer all, int[] at) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = all.getByte(at[0]++);
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }

    private static void varint(Buffer into, int value) {
        int rest = value;
        while (rest > 0x7f) {
            into.appendByte((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        into.appendByte((byte) rest);
    }
}
