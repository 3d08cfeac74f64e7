package dev.weir.controller.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Writes the fields of one protobuf message in the order given: varints and length-delimited ones are all that is needed. */
public final class ProtobufWriter {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final Buffer bytes = Buffer.buffer();

    public ProtobufWriter number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    public ProtobufWriter string(int field, String value) {
        return delimited(field, Buffer.buffer(value.getBytes(StandardCharsets.UTF_8)));
    }

    public ProtobufWriter message(int field, ProtobufWriter message) {
        return delimited(field, message.bytes);
    }

    Buffer buffer() {
        return bytes;
    }

    private ProtobufWriter delimited(int field, Buffer value) {
        varint((long) field << 3 | LENGTH_DELIMITED);
        varint(value.length());
        bytes.appendBuffer(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.appendByte((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.appendByte((byte) rest);
    }
}
