package dev.weir.scalers.upstream;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a message of Protocol Buffers by their numbers, for messages so small that a compiler for them would be
 * larger. Of fixed-size numbers only doubles are kept.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
public final class ProtoFields {

    private static final int MOST_FIELDS = 64 << 10;

    private final Map<Integer, List<Buffer>> bytes = new HashMap<>();
    private final Map<Integer, Long> numbers = new HashMap<>();
    private final Map<Integer, Double> decimals = new HashMap<>();
    private final Buffer message;
    private int at;

    private ProtoFields(Buffer message) {
        this.message = message;
    }

    /** @throws IllegalArgumentException if it is no such message */
    public static ProtoFields read(Buffer message) {
        ProtoFields fields = new ProtoFields(message);
        for (int count = 0; fields.at < message.length(); count++) {
            if (count == MOST_FIELDS) {
                throw new IllegalArgumentException("more than " + MOST_FIELDS + " fields");
            }
            fields.field();
        }
        return fields;
    }

    /** Texts, bytes or messages in this field, in their order. */
    public List<Buffer> all(int field) {
        return bytes.getOrDefault(field, List.of());
    }

    /** The last one in this field; empty if there is none. */
    public Buffer bytes(int field) {
        List<Buffer> all = all(field);
        return all.isEmpty() ? Buffer.buffer() : all.get(all.size() - 1);
    }

    /** The last number in this field, 0 if there is none. */
    public long number(int field) {
        return numbers.getOrDefault(field, 0L);
    }

    /** The last double in this field, 0 if there is none. */
    public double decimal(int field) {
        return decimals.getOrDefault(field, 0.0);
    }

    private void field() {
        long tag = varint();
        int field = (int) (tag >>> 3);
        switch ((int) (tag & 7)) {
            case 0 -> numbers.put(field, varint());
            case 1 -> {
                int from = at;
                skip(Long.BYTES);
                decimals.put(field, Double.longBitsToDouble(message.getLongLE(from)));
            }
            case 2 -> {
                long length = varint();
                if (length < 0 || length > message.length() - at) {
                    throw new IllegalArgumentException("a field that is longer than its message");
                }
                int from = at;
                skip((int) length);
                bytes.computeIfAbsent(field, number -> new ArrayList<>()).add(message.getBuffer(from, at));
            }
            case 5 -> skip(4);
            default -> throw new IllegalArgumentException("an unknown kind of field");
        }
    }

    private void skip(int length) {
        if (length > message.length() - at) {
            throw new IllegalArgumentException("a field that is longer than its message");
        }
        at += length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && at < message.length(); shift += 7) {
            byte next = message.getByte(at++);
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }
}
