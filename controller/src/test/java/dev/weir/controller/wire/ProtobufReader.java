package dev.weir.controller.wire;

import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a protobuf message says without knowing its schema; shares nothing with the writer. */
final class ProtobufReader {

    private final Buffer bytes;
    private int at;

    private ProtobufReader(Buffer bytes) {
        this.bytes = bytes;
    }

    /** Field number to its values in order: Long for varints, Buffer for the rest. */
    static Map<Integer, List<Object>> read(Buffer message) {
        var reader = new ProtobufReader(message);
        var fields = new TreeMap<Integer, List<Object>>();
        while (reader.at < message.length()) {
            int tag = reader.varint().intValueExact();
            Object value = switch (tag % 8) {
                case 0 -> reader.varint().longValue();
                case 2 -> reader.bytes();
                default -> throw new AssertionError("wire type " + tag % 8 + " is not expected here");
            };
            fields.computeIfAbsent(tag / 8, field -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    static String text(Object value) {
        return ((Buffer) value).toString(StandardCharsets.UTF_8);
    }

    private Buffer bytes() {
        int length = varint().intValueExact();
        Buffer value = bytes.getBuffer(at, at + length);
        at += length;
        return value;
    }

    private BigInteger varint() {
        BigInteger value = BigInteger.ZERO;
        int shift = 0;
        while (true) {
            int next = bytes.getUnsignedByte(at++);
            value = value.add(BigInteger.valueOf(next % 128).shiftLeft(shift));
            if (next < 128) {
                return value;
            }
            shift += 7;
        }
    }
}
