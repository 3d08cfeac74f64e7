package dev.weir.scalers.influxdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of a FlatBuffer. Fields are found by their number; one that is not there reads as its default. What points outside
 * of the buffer throws {@link IndexOutOfBoundsException} or {@link IllegalArgumentException}.
 *
 * @param at where the table begins
 * @see <a href="https://flatbuffers.dev/internals/">FlatBuffers: format</a>
 */
record Flat(ByteBuffer buffer, int at) {

    /** Longer vectors are refused: a small buffer must not unfold into a large one. */
    static final int MOST_TABLES = 1024;

    private static final int MOST_PAIRS = 8 * MOST_TABLES;

    /** Of a text; many fields may point to the same one. */
    private static final int MOST_BYTES = 4 << 10;

    /** The root table of a buffer. */
    static Flat root(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new Flat(buffer, buffer.getInt(0));
    }

    /** Where the field is; 0 if it is not there. */
    private int field(int number) {
        int vtable = at - buffer.getInt(at);
        int entry = 4 + 2 * number;
        int offset = entry < Short.toUnsignedInt(buffer.getShort(vtable))
                ? Short.toUnsignedInt(buffer.getShort(vtable + entry))
                : 0;
        return offset == 0 ? 0 : at + offset;
    }

    private int pointed(int place) {
        return place + buffer.getInt(place);
    }

    private int length(int start, int most) {
        int length = buffer.getInt(start);
        if (length < 0 || length > most) {
            throw new IllegalArgumentException("a vector of " + length);
        }
        return length;
    }

    int oneByte(int number) {
        int place = field(number);
        return place == 0 ? 0 : buffer.get(place);
    }

    int twoBytes(int number) {
        int place = field(number);
        return place == 0 ? 0 : buffer.getShort(place);
    }

    int fourBytes(int number) {
        int place = field(number);
        return place == 0 ? 0 : buffer.getInt(place);
    }

    long eightBytes(int number) {
        int place = field(number);
        return place == 0 ? 0 : buffer.getLong(place);
    }

    String text(int number) {
        int place = field(number);
        if (place == 0) {
            return "";
        }
        int start = pointed(place);
        byte[] bytes = new byte[length(start, MOST_BYTES)];
        buffer.get(start + 4, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    Optional<Flat> table(int number) {
        int place = field(number);
        return place == 0 ? Optional.empty() : Optional.of(new Flat(buffer, pointed(place)));
    }

    List<Flat> tables(int number) {
        List<Flat> tables = new ArrayList<>();
        int place = field(number);
        int start = place == 0 ? 0 : pointed(place);
        int length = place == 0 ? 0 : length(start, MOST_TABLES);
        for (int i = 0; i < length; i++) {
            tables.add(new Flat(buffer, pointed(start + 4 + 4 * i)));
        }
        return tables;
    }

    /** A vector of structs of two longs each. */
    List<long[]> pairs(int number) {
        List<long[]> pairs = new ArrayList<>();
        int place = field(number);
        int start = place == 0 ? 0 : pointed(place);
        int length = place == 0 ? 0 : length(start, MOST_PAIRS);
        for (int i = 0; i < length; i++) {
            int pair = start + 4 + 16 * i;
            pairs.add(new long[] {buffer.getLong(pair), buffer.getLong(pair + 8)});
        }
        return pairs;
    }
}
