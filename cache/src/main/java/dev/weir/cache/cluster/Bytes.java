package dev.weir.cache.cluster;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Reads what {@link BytesOut} wrote; whatever is not that ends in a {@link MalformedException}. */
final class Bytes {

    private final Buffer buffer;
    private final int end;
    private int at;

    Bytes(Buffer buffer) {
        this(buffer, 0, buffer.length());
    }

    private Bytes(Buffer buffer, int from, int end) {
        this.buffer = buffer;
        this.at = from;
        this.end = end;
    }

    boolean hasMore() {
        return at < end;
    }

    int octet() {
        return buffer.getUnsignedByte(take(Byte.BYTES));
    }

    boolean flag() {
        int octet = octet();
        if (octet > 1) {
            throw new MalformedException("a flag is " + octet);
        }
        return octet == 1;
    }

    int number() {
        return buffer.getInt(take(Integer.BYTES));
    }

    long big() {
        return buffer.getLong(take(Long.BYTES));
    }

    double real() {
        return Double.longBitsToDouble(big());
    }

    /** A number of things that follow, each of at least one byte. */
    int count() {
        int count = number();
        if (count < 0 || count > end - at) {
            throw new MalformedException(count + " things are announced and " + (end - at) + " bytes are left");
        }
        return count;
    }

    String text() {
        int length = count();
        int from = take(length);
        return new String(buffer.getBytes(from, from + length), StandardCharsets.UTF_8);
    }

    Instant instant() {
        long seconds = big();
        int nanos = number();
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedException("no instant: " + seconds + " s, " + nanos + " ns");
        }
    }

    Duration duration() {
        long seconds = big();
        int nanos = number();
        try {
            return Duration.ofSeconds(seconds, nanos);
        } catch (ArithmeticException e) {
            throw new MalformedException("no duration: " + seconds + " s, " + nanos + " ns");
        }
    }

    /** A part with a length of its own. */
    Bytes part() {
        int length = count();
        int from = take(length);
        return new Bytes(buffer, from, from + length);
    }

    private int take(int length) {
        if (length > end - at) {
            throw new MalformedException(length + " bytes are needed and " + (end - at) + " are left");
        }
        int from = at;
        at += length;
        return from;
    }
}
