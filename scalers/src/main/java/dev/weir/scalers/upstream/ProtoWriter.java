package dev.weir.scalers.upstream;

import io.vertx.core.buffer.Buffer;

/** Writes a message of Protocol Buffers field by field; the counterpart of {@link ProtoFields}. */
public final class ProtoWriter {

    private final Buffer message = Buffer.buffer();

    public ProtoWriter text(int field, String text) {
        return bytes(field, Buffer.buffer(text));
    }

    public ProtoWriter bytes(int field, Buffer bytes) {
        varint((long) field << 3 | 2);
        varint(bytes.length());
        message.appendBuffer(bytes);
        return this;
    }

    public ProtoWriter number(int field, long number) {
        varint((long) field << 3);
        varint(number);
        return this;
    }

    public ProtoWriter decimal(int field, double number) {
        varint((long) field << 3 | 1);
        message.appendLongLE(Double.doubleToRawLongBits(number));
        return this;
    }

    /** What has been written. */
    public Buffer message() {
        return message;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            message.appendByte((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        message.appendByte((byte) rest);
    }
}
